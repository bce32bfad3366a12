### Spots in the house: their names, their order, and measuring them.

spot-study = Study
spot-living-room = Living room
spot-kitchen = Kitchen
spot-bedroom = Bedroom
spot-attic = Attic
spot-hotspot = Phone hotspot

## The same in the midst of a sentence

spot-the-study = the study
spot-the-living-room = the living room
spot-the-kitchen = the kitchen
spot-the-bedroom = the bedroom
spot-the-attic = the attic
spot-the-hotspot = your phone’s hotspot
spot-the-own = “{ $name }”

## The page

spots-short = Spots
spots-title-none = Where in the house is it best?
spots-title-one = Now a second spot, to compare
spots-title-same = No clear difference so far
spots-title-best = So far, { $spot } is your best spot
spots-lead = Ten seconds in each spot. Take the laptop with you.
spots-list = Your spots, best first
spots-number = number { $rank }
spots-no-number = no number
spots-now = Being measured now
spots-next = The next spot
spots-here = Just measured
spots-choose = Spot
spots-other-name = Another name
spots-own-name = What you call it
spots-walk = Walk to the next spot
spots-measure = Measure here
spots-again = Measure here again
spots-early = You can leave early; this spot then stays unranked.
spots-press = Press when you sit there.
spots-sit = Sit as you will in the call, and keep the laptop open.
spots-of = { $done } of { $whole } s
spots-pending = { $seconds ->
    [one] gets its place here in one second
   *[other] gets its place here in { $seconds } seconds
}
spots-pending-soon = gets its place here in a moment
spots-cable = A cable is steadier than any spot.
spots-back = Back to internet
spots-lost = { $share } lost of { $sent } ({ $interval })
spots-lost-so-far = { $lost } of { $sent } lost so far, { $way }
spots-way-up = you to them
spots-way-down = them to you
spots-counting = What gets lost is being counted.
spots-data = { $mb } MB of your data
spots-data-limit = On your phone’s data: 10 MB at most.
spots-ranked = { $spot } has its place among the others.
spots-ranked-unsure = Too little was seen here for a number.
spots-left = You left early: { $spot } has no number.
spots-offline = There is no network here. Turn on Wi-Fi or your phone’s hotspot, then measure again.
spots-unranked = This spot has no number yet.
spots-busy = Your internet is still being checked. Spots come after that.
spots-not-kept = This spot could not be kept for next time. See whether there is room on the disk. Technical detail: { $detail }
spots-forget = Forget the spots
spots-forget-title = Forget the spots?
spots-forget-line = Their names and all their measurements go, also those of other days.
spots-forget-yes = Forget them

## Why a spot stands where it stands

spots-reason-nothing-lost = Nothing was lost.
spots-reason-hardly-lost = Hardly anything was lost.
spots-reason-as-good = About as good: no clear difference.
spots-reason-slower = A little slower, but steady.
spots-reason-loses-up = More of what you send gets lost.
spots-reason-loses-down = More of what they send gets lost.
spots-reason-gap-up = The connection let go for { $time } while sending.
spots-reason-gap-down = The connection let go for { $time } while receiving.
spots-reason-narrow-up = Too little goes out for your call.
spots-reason-narrow-down = Too little comes in for your call.
spots-reason-slow = There and back takes long.
spots-reason-under-load = It slows down when others use the line as well.
spots-reason-unsteady = It comes in fits and starts.
spots-reason-not-counted = What gets lost could not be counted here.
spots-reason-not-enough = Too little was seen here. Measure it once more.

## Compared with an earlier day

spots-before-better = Better than { $when }.
spots-before-same = About the same as { $when }.
spots-before-worse = Not as good as { $when }.
spots-measured = Measured { $when }
spots-when-today = at { $time }
spots-when-yesterday = yesterday at { $time }
spots-when-date = on { $date }
spots-when-once = earlier

## On the page of the internet

internet-spots = Compare spots
internet-spots-trip = There and back
internet-spots-lost = Lost
internet-best-spot = Best spot
internet-other-spot = Measure another spot

## In a terminal, and what was kept on disk

cli-spot-nameless = A spot needs a name.
cli-spot-nameless-remedy = For example: greenroom check --spot study
cli-spot-measuring = { $spot }: ten seconds. Stay where you are.
cli-spot-stopped = Stopped. This spot stays unranked.
cli-spots-none = No spot has been measured yet. Begin with: greenroom check --spot study
cli-spot-unknown = No spot is called “{ $name }”.
cli-spot-unknown-remedy = These are there: { $names }
cli-spot-forgotten = Forgotten: { $spot }
cli-spots-forgotten = All spots are forgotten.
spots-damaged = Your spots could not be read. The old file is kept as { $file }.
spots-newer = Your spots were made by a newer version. They are left as they are, and new ones are not kept: { $file }.
spots-unreadable = Your spots could not be read, and new ones are not kept. Technical detail: { $detail }
spots-no-home = There is no home folder here, so spots are not kept.
