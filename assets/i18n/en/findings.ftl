# What was found. The value is the effect (title, at most 45 characters), .cause says why in one sentence,
# .short is one line for a list row (at most 42 characters).
# Arguments come from the evidence, formatted for their unit; has_* are "yes" or "no"; direction is "up" or "down".

## Internet

finding-network-good = Your connection holds
    .cause = { $has_rtt ->
        [yes] A word is there and back in { $rtt_ms } ms.
       *[no] The line carries what the call needs.
    } { $has_up ->
        [yes] You can send { $up_mbps } Mbit/s{ $has_down ->
            [yes] { " " }and receive { $down_mbps }.
           *[no] .
        }
       *[no] { "" }
    } { $has_host ->
        [yes] That was measured with { $host }, a public server near you; the meeting’s own may stand elsewhere.
       *[no] { "" }
    }
    .short = { $has_rtt ->
        [yes] Holds, { $rtt_ms } ms there and back
       *[no] Holds the call
    }
finding-network-loss-up = Your voice may break up
    .cause = { $ratio } of what you send gets lost on the way. Up to { $limit } goes unnoticed.
    .short = { $ratio } of what you send gets lost
finding-network-loss-down = You may miss words
    .cause = { $ratio } of what comes to you gets lost on the way. Up to { $limit } goes unnoticed.
    .short = { $ratio } of what comes in gets lost
finding-network-delay = You may talk over each other
    .cause = A word and its answer take { $rtt_ms } ms on the way. Up to { $limit_ms } ms feels natural.
    .short = Answers come late: { $rtt_ms } ms
finding-network-delay-under-load = { $direction ->
        [up] The call may stall if somebody uploads
        [down] The call may stall if somebody downloads
       *[other] The call may stall if the line is busy
    }
    .cause = { $direction ->
        [up] When somebody at home uploads, the delay grows to { $rtt_ms } ms. Up to { $limit_ms } ms is fine.
        [down] When somebody at home downloads, the delay grows to { $rtt_ms } ms. Up to { $limit_ms } ms is fine.
       *[other] When somebody at home uses the line, the delay grows to { $rtt_ms } ms. Up to { $limit_ms } ms is fine.
    }
    .short = { $rtt_ms } ms when the line is busy
finding-network-jitter = { $direction ->
        [up] Your voice may sound choppy
       *[other] Their voice may sound choppy
    }
    .cause = { $direction ->
        [up] What you send arrives unevenly: up to { $pdv_ms } ms late.
       *[other] What comes to you arrives unevenly: up to { $pdv_ms } ms late.
    } Up to { $limit_ms } ms nobody notices.
    .short = { $direction ->
        [up] What you send arrives unevenly
       *[other] What comes in arrives unevenly
    }
finding-network-gap = The call may drop for a moment
    .cause = { $has_count ->
        [yes] { $count ->
            [one] The connection was gone once, for { $gap_ms }
           *[other] The connection was gone { $count } times, { $gap_ms } at the longest
        }
       *[no] The connection was gone for { $gap_ms }
    }{ $direction ->
        [up] , from you to them.
        [down] , from them to you.
       *[other] .
    }
    .short = { $has_count ->
        [yes] { $count ->
            [one] One gap of { $gap_ms }
           *[other] { $count } gaps, { $gap_ms } at the longest
        }
       *[no] A gap of { $gap_ms }
    }
finding-network-slow-up = Your picture may be blurred or freeze
    .cause = You can send { $mbps } Mbit/s now; this call needs { $need_mbps }.
    .short = { $mbps } of { $need_mbps } Mbit/s from you
finding-network-slow-down = Their picture may be blurred or freeze
    .cause = You can receive { $mbps } Mbit/s now; this call needs { $need_mbps }.
    .short = { $mbps } of { $need_mbps } Mbit/s to you
finding-network-udp-blocked = Picture and sound may take a detour
    .cause = { $has_operators ->
        [yes] Web pages open, but the direct way for calls (UDP) is closed on this network: none of { $operators } servers answered. Most programs find another way, with more delay.
       *[no] The direct way for calls is closed, on this network or at the measurement server. Most programs find another, with more delay.
    }
    .short = The direct way for calls is closed
finding-network-loss-not-measured = Drop-outs were not measured
    .cause = No trial call was possible here: what gets lost can’t be seen.
    .short = What gets lost was not measured
finding-network-before-router = { $kind ->
        [wifi] It is the Wi-Fi, not your provider
       *[other] It is between you and your router
    }
    .cause = { $kind ->
        [wifi] Most of what goes wrong happens between this computer and your router. A cable or a better spot helps; a call to your provider does not.
       *[other] Most of what goes wrong happens between this computer and your router: the cable, the adapter or the router itself.
    }
    .short = { $kind ->
        [wifi] The trouble is in the Wi-Fi
       *[other] The trouble is before your router
    }
finding-network-beyond-router = { $kind ->
        [wifi] Your Wi-Fi is fine
       *[other] Your own network is fine
    }
    .cause = Your router answers as it should. What goes wrong happens beyond it: at your provider, or further on.
    .short = The trouble is beyond your router
finding-network-wifi-weak = { $strength ->
        [very_weak] The Wi-Fi hardly reaches this spot
       *[other] The Wi-Fi is weak on this spot
    }
    .cause = The signal is { $signal_dbm } dBm here; from { $limit_dbm } dBm upwards there is room to spare.
    .short = Weak Wi-Fi: { $signal_dbm } dBm
finding-network-slow-names = Opening the meeting may take a moment
    .cause = Looking up a name on the internet took { $lookup_ms } ms; up to { $limit_ms } ms nobody notices. Once the call runs, it makes no difference.
    .short = Names are looked up slowly
finding-network-proxied = Web pages go through a proxy here
    .cause = That is usual at work. Calls go past it where they may; else they take a slower way through it.
    .short = Web pages go through a proxy
finding-network-ipv6-broken = Joining may take a moment longer
    .cause = This network offers IPv6, but it leads nowhere. By IPv4 everything is found; programs first have to find that out.
    .short = IPv6 leads nowhere here
finding-network-this-computer-only = This was a trial run
    .cause = It measured this computer only and says nothing about your internet.
    .short = Trial run: internet not checked
finding-network-no-answer = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host } gave no answer. That server may be off, or another program listens there. Your connection may well be fine.
       *[no] No server answered. Your connection may well be fine.
    }
    .short = No server answered
finding-network-refused = Your internet was not checked
    .cause = { $has_host ->
        [yes] The computer { $host } can be reached, but no server listens at that port.
       *[no] The computer can be reached, but no server listens at that port.
    }
    .short = No server at that port
finding-network-unreachable = Your internet was not checked
    .cause = { $has_host ->
        [yes] There is a network, but { $host } can’t be reached from here.
       *[no] There is a network, but the server can’t be reached from here.
    }
    .short = Server can’t be reached from here
finding-network-ipv6-only = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host } can only be reached by IPv6, and this network only has IPv4.
       *[no] This server can only be reached by IPv6, and this network only has IPv4.
    }
    .short = Server can only be reached by IPv6
finding-network-ipv4-only = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host } can only be reached by IPv4, and this network only has IPv6.
       *[no] This server can only be reached by IPv4, and this network only has IPv6.
    }
    .short = Server can only be reached by IPv4
finding-network-proxy = Your internet was not checked
    .cause = { $has_host ->
        [yes] This network goes through a proxy ({ $host }), and that does not let the measurement through.
       *[no] This network goes through a proxy, and that does not let the measurement through.
    }
    .short = The proxy lets nothing through
finding-network-proxy-login = Your internet was not checked
    .cause = { $has_host ->
        [yes] This network goes through a proxy ({ $host }), and that asks for a name and a password.
       *[no] This network goes through a proxy, and that asks for a name and a password.
    }
    .short = The proxy asks for a password
finding-network-intercepted = Your internet was not checked
    .cause = { $has_host ->
        [yes] Between you and { $host } something shows a certificate of its own, such as a virus scanner or an office network. This computer does not trust it, so nothing was measured.
       *[no] Between you and the server something shows a certificate of its own. This computer does not trust it, so nothing was measured.
    }
    .short = Something shows its own certificate
finding-network-portal = This network wants you to sign in first
    .cause = In place of web pages it shows a page of its own, as in a hotel or on a train. Until you have signed in there, no call gets through.
    .short = Sign in to this network first
finding-network-wrong-date = Your internet was not checked
    .cause = { $has_host ->
        [yes] The certificate of { $host } does not hold on the date that this computer gives. Most likely the clock is wrong.
       *[no] The server’s certificate does not hold on the date that this computer gives. Most likely the clock is wrong.
    }
    .short = This computer’s date is wrong
finding-network-weak-token = Your internet was not checked
    .cause = { $has_host ->
        [yes] The access code for { $host } is too short or can be guessed, so it is not used.
       *[no] The access code is too short or can be guessed, so it is not used.
    }
    .short = The access code can be guessed
finding-network-mistyped-token = Your internet was not checked
    .cause = { $has_host ->
        [yes] In the access code for { $host } a character was changed, or a part is missing.
       *[no] In the access code a character was changed, or a part is missing.
    }
    .short = The access code was not copied correctly
finding-network-garbage = Your internet was not checked
    .cause = { $has_host ->
        [yes] Something answered at { $host }, but it was no Greenroom server. It may be a sign-in page of the network.
       *[no] Something answered, but it was no Greenroom server. It may be a sign-in page of the network.
    }
    .short = Something else answered
finding-network-unknown-name = Your internet was not checked
    .cause = { $has_host ->
        [yes] No server called “{ $host }” could be found.
       *[no] The server’s name could not be found.
    } { $has_meant ->
        [yes] Did you mean “{ $meant }”?
       *[no] Your connection may well be fine.
    }
    .short = The server’s name is not known
finding-network-other-version = Your internet was not checked
    .cause = { $has_host ->
        [yes] The server { $host } uses another version of Greenroom.
       *[no] The server uses another version of Greenroom.
    }
    .short = The server has another version
finding-network-token-needed = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host }
       *[no] The server
    } { $credential ->
        [code_file_missing] asks for an access code, and its file is not there or can’t be read.
       *[other] asks for an access code, and none was given.
    }
    .short = { $credential ->
        [code_file_missing] The file with the access code is missing
       *[other] The server asks for an access code
    }
finding-network-wrong-token = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host } did not accept the access code.
       *[no] The server did not accept the access code.
    }
    .short = The access code was not accepted
finding-network-untrusted = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host }
       *[no] The server
    } { $credential ->
        [certificate_missing] showed a certificate that this computer does not know, and the certificate file of the settings is not there or can’t be read.
        [certificate_unusable] showed a certificate that this computer does not know, and the chosen file holds no usable certificate.
        [other_certificate] showed another certificate than the chosen one, so nothing was sent.
        [other_name] showed a certificate for another address, so nothing was sent.
       *[other] showed a certificate that this computer does not trust, so nothing was sent.
    }
    .short = { $credential ->
        [certificate_missing] The certificate file is not there
        [certificate_unusable] No certificate in the chosen file
        [other_certificate] The chosen certificate is another one’s
        [other_name] The certificate is for another address
       *[other] The server’s certificate is not trusted
    }
finding-network-no-tls = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host } offers no encrypted connection, and its address asks for one (tls://).
       *[no] The server offers no encrypted connection, and its address asks for one (tls://).
    }
    .short = The server does not encrypt
finding-network-needs-tls = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host } only takes encrypted connections.
       *[no] The server only takes encrypted connections.
    }
    .short = The server wants an encrypted connection
finding-network-server-busy = Your internet was not checked
    .cause = { $has_host ->
        [yes] { $host } has no room at the moment, or your network has measured often in the past hour.
       *[no] The server has no room at the moment, or your network has measured often in the past hour.
    } That says nothing about your connection.
    .short = The server has no room now
finding-network-stopped-half-way = Your internet was checked only in part
    .cause = { $has_host ->
        [yes] { $host } stopped answering halfway.
       *[no] The server stopped answering halfway.
    } That may be the server or your connection.
    .short = The server stopped halfway
finding-network-offline = There is no connection
    .cause = This computer is not on any network now.
    .short = Not on any network
finding-network-not-enough-evidence = Can’t say yet whether your internet holds
    .cause = Too little came through to be sure.
    .short = Too little came through to be sure
finding-network-timing-unsure = The times are less certain
    .cause = This computer was so busy that { $ratio } of the test was sent late.
    .short = Times less certain, computer busy
finding-network-vpn = The call takes a detour
    .cause = Your internet goes through a VPN, often the one of work or school.
    .short = Through a VPN
finding-network-stopped = Your internet was not checked
    .cause = The check was stopped before its end.
    .short = Stopped before the end
finding-network-changed = Your internet was not checked
    .cause = The computer changed to another network halfway, so the figures mean nothing.
    .short = The network changed halfway
finding-network-broken-off = Your internet was not checked
    .cause = Something went wrong in Greenroom itself. Your connection may well be fine.
    .short = Something went wrong in Greenroom

## Sound

finding-sound-good = They can hear you well
    .cause = Your voice comes in clearly.
    .short = Your voice comes in clearly
finding-sound-silent = They won’t hear you
    .cause = Nothing at all comes from the microphone; it may be muted.
    .short = Nothing comes from the microphone
finding-sound-too-soft = You may be hard to hear
    .cause = The microphone picks up only little of your voice.
    .short = Your voice comes in very softly
finding-sound-soft = You sound a little soft
    .cause = Your voice comes in a little softly. Most meeting programs turn that up by themselves.
    .short = A little soft; programs turn it up
finding-sound-loud = You sound a little loud
    .cause = Your voice comes in a little louder than is pleasant.
    .short = A little loud
finding-sound-too-loud = Your voice may come across too loud
    .cause = Your voice comes in much louder than is pleasant.
    .short = Your voice comes in very loud
finding-sound-clipping = Your voice may crackle
    .cause = { $events ->
        [0] The loudest moments were too much for the microphone.
        [one] One loud moment was too much for the microphone.
       *[other] { $events } loud moments were too much for the microphone.
    }
    .short = Loud moments are cut off
finding-sound-noisy = They also hear the room around you
    .cause = Besides your voice, a lot can be heard in the room.
    .short = A lot of sound from the room
finding-sound-low-snr = Your voice may drown in the noise
    .cause = Your voice is hardly louder than the sounds around you.
    .short = Voice and noise are close together
finding-sound-hum = A hum can be heard under your voice
    .cause = A low tone of { $mains_hz } Hz comes along with your voice. Most often it comes from a charger or a cable.
    .short = A hum from the mains
finding-sound-channels-cancel = They may hardly hear you
    .cause = The two channels of your microphone cancel each other: where a program puts them together, your voice vanishes.
    .short = The two channels cancel each other
finding-sound-dropouts = Words may drop out
    .cause = { $count ->
        [one] The sound was interrupted once while you spoke.
       *[other] The sound was interrupted { $count } times while you spoke.
    }
    .short = { $count ->
        [one] One interruption in the sound
       *[other] { $count } interruptions in the sound
    }
finding-sound-no-speech = Your voice was not checked
    .cause = No speech came in during the check.
    .short = No speech came in
finding-sound-narrow-band = You sound as if on the telephone
    .cause = The microphone passes on only the lower part of your voice. Wireless headsets often do that.
    .short = Only part of your voice comes in
finding-sound-bluetooth = You may sound as if on the telephone
    .cause = A Bluetooth headset sends less of your voice as soon as its microphone is on.
    .short = Microphone by Bluetooth
finding-sound-no-device = They won’t hear you
    .cause = No microphone was found on this computer.
    .short = No microphone found
finding-sound-no-permission = Your voice was not checked
    .cause = The computer doesn’t let Greenroom use the microphone.
    .short = No access to the microphone
finding-sound-in-use = Your voice was not checked
    .cause = { $has_app ->
        [yes] { $app } is using the microphone.
       *[no] Another program is using the microphone.
    }
    .short = { $has_app ->
        [yes] { $app } has the microphone
       *[no] Another program has the microphone
    }
finding-sound-unplugged = Your voice was not checked
    .cause = The microphone went away during the check.
    .short = The microphone went away
finding-sound-no-data = Your voice was not checked
    .cause = The microphone opened, but no sound came from it.
    .short = The microphone gave no sound
finding-sound-skipped = Your voice was not checked
    .cause = This part was not done. You can still do it.
    .short = Not done; you can still do it
finding-sound-unsupported = Your voice was not checked
    .cause = Greenroom can’t use the sound of this system.
    .short = Can’t be checked on this system
finding-sound-broken-off = Your voice was not checked
    .cause = Something went wrong in Greenroom itself. Your microphone may well be fine.
    .short = Something went wrong in Greenroom
finding-sound-tone-not-heard = You may not hear them
    .cause = { $has_device ->
        [yes] You did not hear the tone that was played on { $device }.
       *[no] You did not hear the tone that was played.
    }
    .short = The tone was not heard
finding-sound-tone-not-asked = The tone was not tried
    .cause = Nobody listened for the tone, so this says nothing about your speaker.
    .short = The tone was not tried
finding-sound-no-output = You won’t hear them
    .cause = No speaker or headphones were found on this computer.
    .short = No speaker or headphones found

## Picture

finding-camera-good = They can see you well
    .cause = { $has_fps ->
        [yes] The picture is clear and moves smoothly, at { $fps } frames per second.
       *[no] The picture is clear.
    }
    .short = Clear and smooth
finding-camera-black = They see a black picture
    .cause = The lens is covered, or a slider or key has shut the camera.
    .short = The picture is black
finding-camera-nothing-to-see = They see nothing of you
    .cause = The camera gives one colour, noise or a logo. Often that is a virtual camera whose program isn’t running, or a camera that falters.
    .short = Nothing to see
finding-camera-frozen = They see your picture standing still
    .cause = The camera keeps sending the same picture.
    .short = The picture stands still
finding-camera-low-rate = Your movements may look jerky
    .cause = The camera gives { $fps } frames per second; from { $limit_fps } it looks smooth. Little light is often the reason.
    .short = { $fps } frames per second
finding-camera-modest-rate = Your movements may look a little jerky
    .cause = The camera gives { $fps } frames per second; from { $limit_fps } it looks smooth. Little light is often the reason.
    .short = { $fps } frames per second
finding-camera-dark = Your face may be hard to see
    .cause = The camera gets little light.
    .short = Little light
finding-camera-bright = Your face may fade into the light
    .cause = The camera gets a lot of light.
    .short = A lot of light
finding-camera-low-resolution = You may look a little blurred
    .cause = The camera gives a small picture, { $height } lines high.
    .short = The picture is { $height } lines high
finding-camera-garbage = The picture may show blocks
    .cause = { $ratio } of the frames came in damaged.
    .short = { $ratio } of the frames damaged
finding-camera-no-device = They won’t see you
    .cause = No camera was found on this computer.
    .short = No camera found
finding-camera-no-permission = Your picture was not checked
    .cause = The computer doesn’t let Greenroom use the camera.
    .short = No access to the camera
finding-camera-in-use = Your picture was not checked
    .cause = { $has_app ->
        [yes] { $app } is using the camera.
       *[no] Another program may be using the camera.
    }
    .short = { $has_app ->
        [yes] { $app } has the camera
       *[no] Another program may have the camera
    }
finding-camera-unplugged = Your picture was not checked
    .cause = The camera went away during the check.
    .short = The camera went away
finding-camera-no-frames = Your picture was not checked
    .cause = The camera opened, but no picture came from it.
    .short = The camera gave no picture
finding-camera-skipped = Your picture was not checked
    .cause = This part was not done. You can still do it.
    .short = Not done; you can still do it
finding-camera-unsupported = Your picture was not checked
    .cause = Greenroom can’t use this camera on this system.
    .short = Can’t be checked on this system
finding-camera-broken-off = Your picture was not checked
    .cause = Something went wrong in Greenroom itself. Your camera may well be fine.
    .short = Something went wrong in Greenroom

## Computer

finding-computer-good = Nothing gets in the way
    .cause = The computer has room to spare for your call.
    .short = Room to spare
finding-computer-hog = Picture and sound may stutter
    .cause = { $has_app ->
        [yes] { $app } is using { $ratio } of the computer.
       *[no] Something in the background uses { $ratio } of the computer. It calls itself “{ $program }”.
    }
    .short = { $has_app ->
        [yes] { $app } uses { $ratio }
       *[no] Something in the background uses { $ratio }
    }
finding-computer-bursty = The call may stutter now and then
    .cause = { $has_app ->
        [yes] { $app } was busy now and then, with up to { $ratio } of the computer.
       *[no] Something in the background was busy now and then, with up to { $ratio } of the computer. It calls itself “{ $program }”.
    }
    .short = { $has_app ->
        [yes] { $app } was busy now and then
       *[no] Something was busy now and then
    }
finding-computer-busy = Picture and sound may stutter
    .cause = The computer is { $ratio } busy; under { $limit } it has room for a call.
    .short = The computer is { $ratio } busy
finding-computer-very-busy = The call will probably stutter
    .cause = The computer is { $ratio } busy{ $has_app ->
        [yes] , most of all with { $app }
       *[no] { $has_program ->
            [yes] , most of all with something that calls itself “{ $program }”
           *[no] { "" }
        }
    }; under { $limit } it has room for a call.
    .short = The computer is { $ratio } busy
finding-computer-memory-low = The call may become slow
    .cause = { $ratio } of the memory is free; { $limit } is enough.
    .short = { $ratio } of the memory is free
finding-computer-memory-very-low = The call may freeze
    .cause = Only { $ratio } of the memory is free; { $limit } is enough.
    .short = Only { $ratio } of the memory is free
finding-computer-on-battery = Your laptop runs on its battery
    .cause = { $has_ratio ->
        [yes] { $ratio } is left. Plugged in, a laptop often runs faster too.
       *[no] Plugged in, a laptop often runs faster too.
    }
    .short = { $has_ratio ->
        [yes] On battery, { $ratio } left
       *[no] On battery
    }
finding-computer-battery-low = Your laptop may go off during the call
    .cause = The battery has { $ratio } left.
    .short = The battery has { $ratio } left
finding-computer-camera-held = The call may not get your camera
    .cause = { $app } is using the camera now.
    .short = { $app } has the camera
finding-computer-microphone-held = The call may not get your microphone
    .cause = { $app } is using the microphone now.
    .short = { $app } has the microphone
finding-computer-meeting-app = Another meeting program is open
    .cause = { $app } is open too. During your call it may ring, or keep the camera or microphone to itself.
    .short = { $app } is open too
finding-computer-stopped = The computer was not checked
    .cause = The check was stopped before its end.
    .short = Stopped before the end
finding-computer-unsupported = The computer was not checked
    .cause = This system doesn’t tell how busy it is.
    .short = Can’t be checked on this system
finding-computer-broken-off = The computer was not checked
    .cause = Something went wrong in Greenroom itself. It says nothing of your computer.
    .short = Something went wrong in Greenroom
