### The result: one verdict, what to do first, what may stay, what is fine.

## The verdict and its door

verdict-ready = You’re ready.
verdict-almost = Almost.
verdict-fix-first = Fix this first.
verdict-cannot-say = Can’t say yet.
verdict-under-way = Still checking.
verdict-stopped = Stopped.
verdict-none = Nothing checked yet.
door-ready = Door wide open: ready
door-almost = Door ajar: almost ready
door-fix-first = Door nearly shut: something first
door-cannot-say = Arch without a door: not measured
result-ready = Your call will hold, and you come across well.
result-ready-remarks = { $count ->
    [one] Your call will hold. There is one remark.
   *[other] Your call will hold. There are { $count } remarks.
}
result-ready-loss = It looks good. Loss was not measured, so a drop-out is still possible.
result-almost = { $count ->
    [one] Fix one thing, and you’re all set.
   *[other] Fix { $count } things, and you’re all set.
}
result-almost-not-checked = { $count ->
    [one] One part was not checked. What was checked is fine.
   *[other] { $count } parts were not checked. What was checked is fine.
}
result-fix-first = { $count ->
    [one] As it is now, the call won’t hold. This helps.
   *[other] As it is now, the call won’t hold. Begin at the top.
}
result-cannot-say = Your internet was not measured. It may well be fine.
result-cannot-say-trial = This was a trial run. It says nothing about your internet.
result-under-way = The result comes when every part is done.
result-earlier = This is the result of { $time }, until there is a new one.
result-none = Start the check; it takes about a minute.
result-measured = Measured at { $time } · { $sure }
result-measured-at = Measured at { $time }
sure-high = we’re sure
sure-medium = fairly sure
sure-low = not very sure

## What to do

result-first = This first
result-may-stay = Can stay as it is
result-seen = What we saw
result-fine = { $count ->
    [one] One part is fine:
   *[other] { $count } parts are fine:
}
result-show-fine = Show what is fine
result-hide-fine = Hide what is fine
result-open-part = Go to { $part }
result-plan-missing = There is no plan B yet.
result-plan-missing-line = Note one other way to reach each other.
result-plan-untried = Plan B was not tried yet.
result-plan-untried-line = Try it once, then it works when you need it.
result-again-note = { $count ->
    [one] only this part
   *[other] only these { $count } parts
}
result-to-plan = On to the plan
result-see-plan = See your plan
result-share = Share
result-to-check = To the check
result-start = Start the check
unit-battery = battery
start-over-title = Check everything again?
start-over-line = What was measured so far is dropped then.
start-over-line-result = The result of { $time } stays until the new one is there.
start-over-no = Leave it
start-over-yes = Start again
