### The window. Short, spoken: first the effect, then the cause, then the remedy. No exclamation marks.

## Header and words used on several screens

header-steps = The way: check, result, plan, share
header-settings = Settings
header-about = About Greenroom
header-demo = Demo
header-demo-hint = A scripted example. Nothing on this computer was measured.
way-check = Check
way-result = Result
way-plan = Plan
way-share = Share
button-back = Back
part-internet = Internet
part-sound = Sound
part-picture = Picture
part-computer = Computer
part-planb = Plan B

## The states of a part: alone, and as one or two words

state-none = Not checked yet
state-none-short = Not yet
state-waiting = Waiting for you
state-waiting-short = Your turn
state-running = Checking…
state-running-short = Checking…
state-ok = Ready
state-ok-short = Ready
state-warn = Works, with a remark
state-warn-short = Remark
state-fail = Needs fixing
state-fail-short = Fix
state-unknown = Could not check
state-unknown-short = Unknown
state-no-permission = No permission
state-no-device = No device found
state-in-use = In use by another app
