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

## Words used on several screens

button-close = Close
button-stop = Stop
button-again-short = Again
button-check-again = Check again
button-try-again = Try again
button-privacy-settings = Open privacy settings
unit-ms = ms
settings-language = Language

## Welcome

welcome-door = A door ajar with warm light behind it
welcome-room =
    The room
    before the room.
welcome-room-line = Take a minute here. Then go in calm.
welcome-title = Will your call hold? Find out in a minute.
welcome-lead = You get one clear answer about your connection and how you come across, and what to change first.
welcome-what = You read one sentence aloud and sit the way you will in the interview. The rest goes by itself.
welcome-start = Start the check
welcome-minute = about a minute
welcome-privacy = Nothing about you leaves your computer.
welcome-servers = Which servers?
servers-title = What the check contacts
servers-lead = To measure your connection, test data goes back and forth with:
servers-sent = Only meaningless test data is sent. Your picture, your voice and your files are never in it.

## The list of parts

check-progress = Progress of the check
check-next-sound = Read the sentence aloud
check-next-picture = On to picture
check-to-result = See the result
parts-soon = Starts in a moment
parts-left = { $seconds } s left
parts-overall-left = { $seconds ->
    [one] About one second left
   *[other] About { $seconds } seconds left
}
parts-overall-soon = Almost done
parts-overall-done = All done
parts-overall-stopped = Stopped
plan-line-none = A second way to reach each other
plan-line-noted = { $count ->
    [one] One other way, not tried yet
   *[other] { $count } other ways, none tried yet
}
plan-line-tested = { $count ->
    [one] One other way, tried
   *[other] { $count } other ways, tried
}
plan-state-after = After this

## Sound

sound-choose-input = Microphone
sound-choose-output = Loudspeaker
sound-steps = Three steps: read aloud, hear yourself, hear a tone. Now: { $now }
sound-step-read = Read aloud
sound-step-hear = Hear yourself
sound-step-tone = Hear a tone
sound-before-title = First, your microphone
sound-before-line = You read one sentence aloud. Your system may ask whether Greenroom may listen: say yes to that.
sound-before-only-us = That yes is for Greenroom alone. It does not allow your meeting program or your browser; they ask you themselves.
sound-turn-on = Turn on the microphone
sound-cannot-speak = I can’t speak now
sound-asking-title = Your system is asking you something
sound-asking-line = Answer its question. After that we go on by ourselves.
sound-opening-title = One moment
sound-opening-line = The microphone is being turned on.
sound-private = Your voice stays on this computer. It is not saved and not sent.
sound-read-lead = Read this aloud, the way you will speak in the interview:
sound-sentence = “Good afternoon, and thank you for making time. I’ve been looking forward to this conversation.”
sound-meter-title = We can hear you
sound-too-soft = Too soft
sound-good = Good
sound-too-loud = Too loud
sound-level-silent = No sound arrives
sound-level-quiet = We’re listening
sound-level-soft = Speak up, or move closer
sound-level-good = Good level
sound-level-loud = Sit back a little
sound-seconds = { $done } of { $wanted } seconds
sound-tip = A little louder than you would across a table sounds just right online.
sound-not-saved = Not saved, not sent.
sound-play-back = Hear yourself back
sound-play-back-off = First read the sentence until the five seconds are in.
sound-skip-back = Skip this
sound-once-more = Once more
sound-play-tone = Hear a tone
sound-read-done = The sentence is in
sound-back-done = Heard back
sound-back-title = This is how the others hear you
sound-back-playing = You are hearing yourself now
sound-back-line = Listen for echo, hum, or words that are hard to make out.
sound-tone-playing = A short tone is playing
sound-tone-ask = Did you hear the tone?
sound-tone-line = It came from the loudspeaker or headphones chosen above.
sound-tone-yes = Yes, I heard it
sound-tone-no = No
sound-tone-deaf = I can’t hear
sound-tone-again = Play it again
sound-wait-for-rest = That was your part. The rest finishes by itself.

## A part that could not be checked

trouble-no-access-sound = No access to your microphone
trouble-no-access-picture = No access to your camera


## Internet

internet-round-trip = There and back
