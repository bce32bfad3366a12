### The window. Short, spoken: first the effect, then the cause, then the remedy. No exclamation marks.

## Header and words used on several screens

header-steps = The way: check, result, plan, share
header-settings = Settings
header-about = About Greenroom
header-demo = Demo
header-demo-hint = An example. Nothing on this computer was measured.
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

state-none = Not yet
state-waiting = Your turn
state-running = Checking
state-ok = Good
state-warn = Not ideal
state-fail = Fix
state-unknown = Unknown
state-no-permission = No access
state-no-device = Missing
state-in-use = In use

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
welcome-privacy = Your picture, voice and files stay on this computer.
welcome-servers = Which servers?
servers-title = What the check contacts
servers-lead = To measure your connection, test data goes back and forth with:
servers-public = For the speed and delay of your connection, and what gets lost on the way.
servers-own = For the whole measurement of your connection, and what gets lost on the way.
servers-stun = Only if the trial call does not come about: whether the direct way for calls is open.
servers-sign-in-page = Only if nothing else answers: whether this network shows a sign-in page in place of others.
servers-sent = Only meaningless test data is sent. Your picture, your voice and your files are never in it. Such a server does see your internet address, as every website does.

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
parts-overall-yours = { $count ->
    [one] One part left for you
   *[other] { $count } parts left for you
}
parts-overall-soon = Almost done
parts-overall-busy = Still measuring
parts-overall-done = All done
parts-overall-stopped = Stopped
parts-overall-slept = The computer slept
parts-overall-clock-set = The clock was changed
parts-overall-network-changed = The network changed
plan-line-none = A second way to reach each other
plan-line-noted = { $count ->
    [one] One other way, not tried yet
   *[other] { $count } other ways, none tried yet
}
plan-line-tested = { $count ->
    [one] One other way, tried
   *[other] { $count } other ways, tried
}

## Sound

sound-choose-input = Microphone
sound-choose-output = Speaker
sound-steps = Three steps: read aloud, hear yourself, hear a tone. Now: { $now }
sound-step-read = Read aloud
sound-step-hear = Hear yourself
sound-step-tone = Hear a tone
sound-before-title = First, your microphone
sound-before-line = You read one sentence aloud. Your computer may ask whether Greenroom may listen. Then say yes.
sound-before-only-us = This permission is only for Greenroom. Your meeting program or browser will ask for its own.
sound-turn-on = Turn on the microphone
sound-cannot-speak = I can’t speak now
sound-asking-title = Your computer is asking you something
sound-asking-line = Answer its question. Then we go on by ourselves.
sound-opening-title = One moment
sound-opening-line = The microphone is being turned on.
sound-private = Your voice stays on this computer and is not saved.
sound-read-lead = Read this aloud, the way you will speak in the interview:
sound-sentence = “Good afternoon, and thank you for making time. I’ve been looking forward to this conversation.”
sound-meter-title = We can hear you
sound-meter-title-silent = Your microphone
sound-too-soft = Too soft
sound-good = Good
sound-too-loud = Too loud
sound-level-silent = No sound comes in
sound-level-quiet = We’re listening
sound-level-soft = Speak a little louder
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
sound-read-done = Got your sentence
sound-back-done = Heard yourself
sound-back-title = This is how the others hear you
sound-back-playing = You are hearing yourself now
sound-back-enough = Heard enough
sound-back-line = Listen for echo, hum, or words that are hard to make out.
sound-tone-playing = A short tone is playing
sound-tone-ask = Did you hear the tone?
sound-tone-line = From the speaker or headphones chosen above.
sound-tone-yes = Yes, I heard it
sound-tone-no = No, nothing
sound-tone-deaf = I’m deaf or hard of hearing: skip
sound-tone-again = Play it again
sound-tone-unheard = Let’s look for the sound
sound-tone-go-on = Still nothing
sound-hear-nothing = I hear nothing
sound-back-tip = Hear nothing? Turn the volume up, or choose your headphones above.
sound-tone-played = A tone was played
sound-tone-from = From “{ $device }”.
sound-tone-any = Every answer is fine.
sound-tone-failed = The tone could not be played
sound-tone-failed-line = There are no speakers or headphones, or they do not work.
sound-tone-failed-again = That did not work either.
sound-tone-without = Go on without a tone
sound-tone-skipped = The tone was skipped, and does not count.
sound-tone-after-all = Hear a tone after all
sound-help-volume = Turn the volume up: press the key on your keyboard or headphones a few times.
sound-help-mute = Make sure that the sound is not switched off, on the computer and on the headphones.
sound-help-other = Choose another speaker or your headphones above.
sound-help-plug = Plug in headphones or a speaker, and play the tone once more.
sound-other-title = Another microphone?
sound-other-line = Then you read the sentence again: every microphone sounds different.
sound-other-yes = Choose this microphone
sound-no-inputs = No microphone found
sound-no-outputs = No speaker found
button-cancel = Cancel
sound-wait-for-rest = That was your part. The rest finishes by itself.

## A part that could not be checked

trouble-no-access-sound = No access to your microphone
trouble-no-access-picture = No access to your camera


## Internet

internet-round-trip = There and back
internet-usually = usually
internet-ladder = What your line can carry
internet-ways = Both directions
internet-up = You to them
internet-down = Them to you
internet-lost-row = lost
internet-lost = { $share } lost
internet-gap = { $time } without connection
internet-longest-gap = longest gap { $time }
internet-at-least = at least
internet-rate-unknown = Speed not measured
internet-loss-unknown = Loss not measured
internet-told-usual = There and back usually takes { $ms } ms.
internet-told-lost = { $count ->
    [0] Nothing was lost.
    [one] One piece was lost.
   *[other] { $count } pieces were lost.
}
internet-told-gap = One gap of { $time } at { $at } s.
internet-trying = Trying out your internet
internet-steps-call = A pretend call, in seven steps
internet-no-call = Speed and delay. What gets lost on the way can’t be measured with this server here.
internet-steps-public = Your line, in four steps
internet-step-look = Find the way
internet-step-idle = Delay at rest
internet-step-trains = What fits through
internet-step-call = Pretend video call
internet-step-down = How much comes in
internet-step-up = How much goes out
internet-step-watch = Watch for drop-outs
internet-step-public = public server
internet-step-of = { $done } of { $whole } s
internet-step-s = { $seconds } s
internet-stay = Stay in this spot until it is done.
internet-now = now
internet-rate-follows = speed follows
internet-loss-follows = loss is being counted
internet-lost-so-far = { $lost } so far
unit-mbps = Mbit/s
level-audio = Audio only
level-360p = 360p video
level-720p = 720p video
level-1080p = 1080p video
level-share = Screen share
level-mine = your call
level-holds = Holds
level-at-risk = At risk
level-no = No
level-no-not-needed = No, not needed
level-not-enough = Not enough evidence
level-trying = Trying this
level-not-yet = Not yet

## The details of a part

button-technical = Technical details
button-copy = Copy
details-why = Why
details-helps = What helps
details-how = Show me how
details-also = Also seen
details-nothing-yet = Nothing measured yet.
details-also-follows = Whatever else stands out appears here.
details-also-nothing = Nothing else stood out.

## Technical details: short names of figures

tech-server = Server
tech-udp = UDP
tech-udp-works = works
tech-udp-blocked = blocked
tech-unknown = unknown
tech-path = Way out
tech-wired = cable
tech-wifi = Wi-Fi
tech-cellular = mobile network
tech-loopback = this computer
tech-other = other
tech-rtt = Round trip in ms: least / middle / 95% / 99% / most
tech-router = Router, round trip in ms: least / middle / 95% / most
tech-router-lost = Router: asked / no answer
tech-wifi-link = Wi-Fi
tech-name-lookup = Looking up the name
tech-families = Connected in ms: IPv4 / IPv6
tech-proxy = Through a proxy
tech-yes = yes
tech-no = no
tech-packets = packets sent / lost
tech-tried = Tried: { $level }, packets sent / lost up and down
tech-given-up = given up
tech-jitter = jitter (RFC 3550)
tech-pdv = delay variation 95% / 99%
tech-loaded = round trip under load, middle / 95%
tech-rate = rate, low / middle
tech-bytes = data used
tech-mos = Estimated voice quality (1 to 4.5)
tech-late = Sent late by this computer
tech-duration = Measured for
tech-contacted = Contacted

## Picture

picture-before-title = Now your camera
picture-before-line = You see yourself, with a faint outline that shows where to sit. Your computer may ask whether Greenroom may use the camera. Then say yes.
picture-turn-on = Turn on the camera
picture-turn-off = Turn the camera off
picture-skip = Go on without picture
picture-anyway = Go on anyway
picture-none-title = No camera found
picture-none-line = Plug one in, or switch on the one in your computer, with a slider, a switch or a key.
picture-none-itself = It appears here by itself. Then you can turn it on.
picture-opening-line = The camera is being turned on.
picture-on = Camera is on
picture-nobody = No one sees you. This picture stays on your computer.
picture-with-guides = With guides
picture-without-guides = Without guides
picture-fine = This is fine
picture-look-again = Look again
picture-preview = The camera’s picture, as in a mirror
picture-eye-level = eye level
picture-sit-title = Sit the way you will in the interview
picture-sit-line = Head within the outline, eyes on the line.
picture-words = The picture in three words
picture-light = Light
picture-motion = Motion
picture-size = Pixels
picture-good = good
picture-dark = dark
picture-bright = too bright
picture-black = black
picture-unseen = not visible
picture-smooth = smooth
picture-fair = fair
picture-jerky = jerky
picture-frozen = frozen
picture-sharp = enough
picture-small = few
picture-choose = Camera
picture-in-words = In words
picture-told-nothing = We’re looking at the picture.
picture-told-size = The picture is { $width } by { $height } pixels.
picture-told-rate = { $fps } frames per second come in.

## Computer

computer-apps = What uses your computer
computer-apps-none = No program uses much.
computer-apps-follow = The programs that use it appear here.
computer-watching = Watching your computer
computer-watching-line = What else is running can make your picture stutter. You can go on meanwhile.
computer-gone = not running any more
computer-gain = was { $was }, now { $now }
computer-figures = Figures
computer-busy = In use by programs
computer-memory = Memory
computer-memory-free = { $share } free
computer-power = Power
computer-on-battery = On battery, { $charge } left
computer-on-battery-only = On battery
computer-on-mains = Plugged in
computer-on-mains-charge = Plugged in, battery at { $charge }
computer-own = Greenroom itself, not counted
app-cloud-sync = keeps files in sync
app-backup = makes a backup
app-updater = installs updates
app-antivirus = scans or indexes files
app-game = game
app-encoder = records or streams video
app-torrent = shares files
app-meeting = meeting program
app-remote = remote control or virtual machine
app-browser = web browser
app-system = part of the system
app-other = program
tech-detail = Message
tech-format = Format
tech-frames = Frames per second, delivered / different
tech-brightness = Brightness
tech-contrast = Contrast
tech-frozen = Time without change
tech-black = Black frames
tech-sampling = Samples per second, channels
tech-speech-level = Speech level (ITU-T P.56)
tech-noise = Noise floor
tech-snr = Speech above noise
tech-peak = Highest peak
tech-clipped = Clipped samples
tech-speech = Time with speech
tech-gaps = Interruptions
tech-listened = Listened for
tech-rest = Not explained by a program
tech-samples = Samples of one second

## The servers

servers-local = Nothing outside this computer: the connection is measured against a server inside this program.
servers-none = Nothing: the connection is not measured.
servers-change = You can choose another server in the settings.

## Sound, when nothing is heard

sound-tip-silent = Look on your headset or keyboard for a key with a crossed-out microphone, or choose another one above.
sound-go-on = Go on anyway

## When what was pressed is not done

window-engine-ended = Greenroom can’t check anything any more: the part that measures has stopped.
window-engine-ended-remedy = Close Greenroom and open it again. Your plan and your settings are kept.
window-engine-busy = Greenroom is still busy with something else. What you pressed comes after it.
window-engine-busy-remedy = If this stays, close Greenroom and open it again.
