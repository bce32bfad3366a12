# The report and the result in a terminal. `report-finding-*` are the words of a page that goes to somebody else: they
# name no figure, no program and no person.

report-title = Greenroom report
# $key: one of the words below, made from door and verdict.
report-verdict = { $key ->
    [shown-fine] What is shown here is in order
    [shown-remarks] What is shown here is in order; something could be better
    [shown-fix] Something that is shown here needs fixing
    [ready] Ready for the call
    [ready-remarks] Ready for the call; something could be better
    [almost-fix] Almost ready: something needs fixing first
    [almost-risk] Almost ready: the connection only just carries the call
    [almost-unchecked] What was checked shows no problem
    [fix-first] Not ready yet: something needs fixing first
   *[cannot-say] Can’t say yet: the connection was not checked
}
# $verdict: one of the above; $parts: the sound, or the sound and the picture.
report-not-shared = Not shared: { $parts }
report-verdict-unchecked = { $verdict }; not checked: { $parts }
report-unfinished = The check was not finished.
# In a sentence.
report-the-part = { $part ->
    [network] the internet
    [sound] the sound
    [camera] the picture
   *[computer] the computer
}
# The last two of a list.
report-and = { $first } and { $last }
report-checked-at = Checked on { $time }
report-for-level = Kind of call: { $level }
# $confidence: high, medium or low.
report-confidence = { $confidence ->
    [high] Certainty: high
    [medium] Certainty: fair
   *[low] Certainty: low
}
report-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time }
# $part: network, sound, camera, computer, plan or devices.
report-part = { $part ->
    [network] Internet
    [sound] Sound
    [camera] Picture
    [computer] Computer
    [devices] Devices
   *[plan] Plan B
}
report-level = { $level ->
    [audio] audio only
    [p360] small video (360p)
    [p720] video (720p)
    [p1080] sharp video (1080p)
   *[share] video and a shared screen
}
report-heading-part = Part
report-heading-line = What was found
report-heading-state = State
report-heading-fix = What to do first
report-heading-remarks = Remarks
report-heading-levels = What the connection carries
report-heading-level = Kind of call
report-heading-certainty = Certainty
report-remedy = What helps: { $remedy }
report-demo = Example: these figures were not measured.
report-from-files = { $count ->
    [one] { $parts } comes from a file, not from a device.
   *[other] { $parts } come from a file, not from a device.
}
# The candidate, by the name that was filled in.
report-from = From { $name }
# How the candidate can be reached when the call breaks.
report-fallback = { $channel }: { $details }
report-up = Sending
report-down = Receiving
report-rtt = Round trip { $ms } ms
report-rtt-late = Round trip { $ms } ms, and { $late_ms } ms during a call
report-rate = { $way }: { $mbps } Mbit/s
report-rate-at-least = { $way }: at least { $mbps } Mbit/s
report-lost = { $ratio } lost
report-lost-not-measured = loss not measured
report-lost-counted = { $ratio } lost ({ $lost } of { $sent })
report-speech = Voice { $db } dBFS
report-noise = background { $db } dBFS
report-busy = Processor { $share } busy
report-memory = { $share } of the memory free
report-video = { $width } × { $height }
report-video-rate = { $width } × { $height }, { $fps } frames per second
report-plan = { $channels ->
    [0] No other way to reach each other noted yet
    [one] { $channels } other way to reach each other, { $tested ->
        [0] not tried yet
       *[other] { $tested } tried
    }
   *[other] { $channels } other ways to reach each other, { $tested ->
        [0] not tried yet
       *[other] { $tested } tried
    }
}
report-carries = Carries { $level }
report-programs = Programs that use a lot of the computer: { $names }
report-microphone = Microphone: { $name }
report-loudspeaker = Speaker: { $name }
report-camera = Camera: { $name }
report-nothing = Nothing was chosen to share.
report-footer = This page is about the connection and the devices, not about the person. It must not be used to choose or reject anyone.
report-made-by = Made with { $program } { $version }
report-router = Router { $rtt } ms, { $lost } of { $asked } questions without an answer
report-wifi = Wi-Fi signal { $signal } dBm

report-finding-network-good = Carries the call.
report-finding-network-loss-up = Some of what is sent gets lost.
report-finding-network-loss-down = Some of what is received gets lost.
report-finding-network-delay = Answers come late.
report-finding-network-delay-under-load = Answers come late when somebody at home uploads or downloads.
report-finding-network-jitter = Sound and picture arrive irregularly.
report-finding-network-gap = The connection was gone for a moment.
report-finding-network-slow-up = Sending is too slow for this call.
report-finding-network-slow-down = Receiving is too slow for this call.
report-finding-network-udp-blocked = The direct way for calls was closed, on this network or at the measurement server; most programs find a detour.
report-finding-network-loss-not-measured = Speed and delay were measured, loss was not.
report-finding-network-before-router = Most of it goes wrong between the computer and its router.
report-finding-network-wifi-weak = The Wi-Fi was weak.
report-finding-network-this-computer-only = Only this computer was measured, not the connection.
report-finding-network-no-answer = Not checked: the measurement server did not answer.
report-finding-network-refused = Not checked: no measurement server was listening at that port.
report-finding-network-unreachable = Not checked: the measurement server could not be reached from this network.
report-finding-network-ipv6-only = Not checked: the measurement server uses a kind of address that this network does not know.
report-finding-network-ipv4-only = Not checked: the measurement server uses a kind of address that this network does not know.
report-finding-network-proxy = Not checked: a proxy did not let the measurement through.
report-finding-network-proxy-login = Not checked: a proxy asked for a password.
report-finding-network-intercepted = Not checked: something on the way showed a certificate of its own.
report-finding-network-portal = Not checked: the network asked to sign in first.
report-finding-network-wrong-date = Not checked: the computer’s date was wrong.
report-finding-network-weak-token = Not checked: the access code could be guessed.
report-finding-network-mistyped-token = Not checked: the access code was not copied correctly.
report-finding-network-garbage = Not checked: something else answered in place of the measurement server.
report-finding-network-unknown-name = Not checked: the measurement server’s name could not be found.
report-finding-network-other-version = Not checked: the measurement server had another version.
report-finding-network-token-needed = Not checked: the measurement server asked for an access code.
report-finding-network-wrong-token = Not checked: the measurement server asked for another access code.
report-finding-network-untrusted = Not checked: the measurement server’s certificate was not trusted.
report-finding-network-no-tls = Not checked: the measurement server offered no encrypted connection.
report-finding-network-needs-tls = Not checked: the measurement server only takes encrypted connections.
report-finding-network-server-busy = Not checked: the measurement server was busy.
report-finding-network-stopped-half-way = Not checked: the measurement server stopped halfway.
report-finding-network-offline = Not checked: there was no connection.
report-finding-network-not-enough-evidence = Too little was measured to be sure.
report-finding-network-stopped = Not checked: the measurement was stopped.
report-finding-network-changed = Not checked: the network changed during the check.
report-finding-network-broken-off = Not checked: something went wrong in Greenroom itself.
report-finding-sound-good = The voice comes through clearly.
report-finding-sound-silent = The microphone gives no sound.
report-finding-sound-too-soft = The voice is far too soft.
report-finding-sound-too-loud = The voice is too loud.
report-finding-sound-clipping = The voice is distorted.
report-finding-sound-noisy = There is a lot of noise in the background.
report-finding-sound-low-snr = The voice is hardly louder than the background noise.
report-finding-sound-channels-cancel = The two channels of the microphone cancel each other.
report-finding-sound-dropouts = The sound is interrupted now and then.
report-finding-sound-no-speech = Not checked: nothing was said.
report-finding-sound-narrow-band = The voice sounds as if on the telephone.
report-finding-sound-bluetooth = The wireless headset may sound like a telephone.
report-finding-sound-no-device = No microphone was found.
report-finding-sound-no-permission = Not checked: no permission for the microphone.
report-finding-sound-in-use = Not checked: another program had the microphone.
report-finding-sound-unplugged = Not checked: the microphone was unplugged.
report-finding-sound-no-data = Not checked: the microphone gave no data.
report-finding-sound-skipped = Not checked.
report-finding-sound-unsupported = Could not be checked on this system.
report-finding-sound-broken-off = Not checked: something went wrong in Greenroom itself.
report-finding-sound-tone-not-heard = The test tone was not heard.
report-finding-sound-no-output = No speaker was found.
report-finding-camera-good = The picture is clear and moves smoothly.
report-finding-camera-black = The picture is black.
report-finding-camera-nothing-to-see = The picture is one colour, noise or a logo.
report-finding-camera-frozen = The picture stands still.
report-finding-camera-low-rate = The picture stutters.
report-finding-camera-dark = The picture is dark.
report-finding-camera-bright = The picture is too bright.
report-finding-camera-low-resolution = The picture has little detail.
report-finding-camera-garbage = Parts of the picture are damaged.
report-finding-camera-no-device = No camera was found.
report-finding-camera-no-permission = Not checked: no permission for the camera.
report-finding-camera-in-use = Not checked: another program had the camera.
report-finding-camera-unplugged = Not checked: the camera was unplugged.
report-finding-camera-no-frames = Not checked: the camera gave no picture.
report-finding-camera-skipped = Not checked.
report-finding-camera-unsupported = Could not be checked on this system.
report-finding-camera-broken-off = Not checked: something went wrong in Greenroom itself.
report-finding-computer-good = Nothing gets in the way.
report-finding-computer-hog = A program uses a lot of the computer.
report-finding-computer-bursty = A program used a lot of the computer now and then.
report-finding-computer-busy = The computer is busy.
report-finding-computer-very-busy = The computer is very busy.
report-finding-computer-memory-low = There is little free memory.
report-finding-computer-memory-very-low = There is hardly any free memory.
report-finding-computer-stopped = Not checked: the measurement was stopped.
report-finding-computer-unsupported = Could not be checked on this system.
report-finding-computer-broken-off = Not checked: something went wrong in Greenroom itself.


## Watching on after the result

watch-seconds = { $n } s
watch-minutes = { $n } min
watch-on-clean = Watched for { $length } so far, no gap
watch-on-since = Watched for { $length } so far, nothing since { $at } s
watch-clean = Watched for { $length }, no gap
watch-since = Watched for { $length }, nothing since { $at } s
watch-changed = The result last changed at { $at } s.
watch-away = For { $time } of it this computer was too busy to watch.
watch-ended-far-end-gone = The server ended it early; the result stands.
watch-ended-no-answer = It ended early: no more answers came. Check again to see whether your line works now.
watch-ended-slept = It ended early, because the computer went to sleep; the result stands.
watch-ended-network-changed = It ended early, because you are on another network now. Check again to hear about that one.
