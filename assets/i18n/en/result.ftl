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
door-fix-first = Door nearly shut: fix something first
door-cannot-say = Arch without a door: can’t say yet
result-ready = Your internet will carry the call, and you come across well.
result-ready-remarks = { $count ->
    [one] Your internet will carry the call. There is one remark.
   *[other] Your internet will carry the call. There are { $count } remarks.
}
result-ready-loss = It looks good. Whether anything gets lost on the way was not measured; there is nothing you need to do about that.
result-almost = { $count ->
    [one] Fix one thing, and you’re all set.
    [2] Fix two things, and you’re all set.
    [3] Fix three things, and you’re all set.
   *[other] Fix { $count } things, and you’re all set.
}
# Like result-almost, but something was not measured or only just holds: no promise.
result-fix = { $count ->
    [one] Fix one thing first.
    [2] Fix two things first.
    [3] Fix three things first.
   *[other] Fix { $count } things first.
}
result-line-carries = Your internet will carry the call.
result-line-looks-good = Your internet looks good; whether anything gets lost on the way was not measured.
result-line-only-just = Your internet only just carries the call.
result-not-heard = As it is now, they may not hear you.
result-not-seen = As it is now, they may not see you.
result-not-heard-or-seen = As it is now, they may not hear or see you.
# $parts: the sound, or the sound and the picture. Begins a sentence: the first letter becomes a capital.
result-unchecked = { $count ->
    [one] { $parts } was not checked.
   *[other] { $parts } were not checked.
}
# $parts: the sound, or the sound and the picture. Begins a sentence: the first letter becomes a capital.
result-parts-fine = { $count ->
    [one] { $parts } is in order.
   *[other] { $parts } are in order.
}
result-left-out = Left out: { $parts }.
result-checked-remarks = { $count ->
    [one] There is one remark.
   *[other] There are { $count } remarks.
}
result-fix-first = { $count ->
    [one] As it is now, the call won’t hold.
   *[other] As it is now, the call won’t hold. Begin at the top.
}
# At least one thing can't be mended in a few minutes.
result-takes-longer = { $count ->
    [one] This needs a little more time.
   *[other] This needs a little more time. Begin at the top.
}
result-cannot-say-offline = There is no connection yet, so it could not be checked.
result-cannot-say-little = Too little came through to be sure about your internet. It may well be fine.
result-cannot-say = Your internet was not checked. It may well be fine.
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
result-mended = Fixed
result-may-stay = Can stay as it is
# Above remarks that ask for something.
result-better = If you have time
result-seen = What we saw
result-fine = { $count ->
    [one] One part is fine:
    [2] Two parts are fine:
    [3] Three parts are fine:
    [4] Four parts are fine:
   *[other] All parts are fine:
}
result-show-fine = Show what is fine
result-hide-fine = Hide what is fine
result-open-part = Go to { $part }
result-plan-missing = There is no plan B yet.
result-plan-missing-line = Note one other way to reach each other.
result-plan-untried = Plan B was not tried yet.
result-plan-untried-line = Try it once, then you know that it works.
# $parts: the sound, or the sound and the picture.
result-again-note = only { $parts }
result-to-plan = On to your plan
result-see-plan = See your plan
result-share = Share
result-to-check = To the check
result-start = Start the check
unit-battery = battery
start-over-title = Check everything again?
start-over-line = What was measured so far no longer counts then.
start-over-line-result = The result of { $time } stays until the new one is there.
start-over-no = Cancel
start-over-yes = Start again

# What the call needs, changed on the result: judged again, nothing is measured.
result-kind = Kind of call
result-kind-talk = Talk
result-kind-picture = Picture
result-kind-share = Picture and shared screen
