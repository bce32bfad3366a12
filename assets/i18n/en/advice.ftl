# What helps. The value is one sentence, .button two to four words, .steps the way there, one step a line.
# $app and $host come from the finding; $os is "windows", "macos" or "linux".

## Internet

advice-use-cable = Plug in a network cable, if you have one.
    .button = Use a cable
    .steps =
        Run a network cable from your router or wall socket to the computer.
        A thin laptop needs a USB adapter for it.
        Switch Wi-Fi off, so that the call takes the cable.
        Check again.
advice-move-closer = Sit closer to the Wi-Fi router, or in another room.
    .button = Find a better spot
    .steps =
        Walk to where your Wi-Fi router is; a door or wall less already helps.
        Put the computer on a table, not behind a screen or cupboard.
        Check again from there, and keep the best spot.
advice-pause-transfers = Pause what is being sent or downloaded, also by others at home.
    .button = Show me how
    .steps =
        Pause downloads, updates and photo uploads on this computer.
        Let your phone and tablet wait too.
        Ask others at home to leave films and games until after your call.
advice-use-hotspot = Try the hotspot of your phone.
    .button = Use a hotspot
    .steps =
        Turn on the hotspot in your phone’s settings.
        Choose it on this computer in the list of Wi-Fi networks.
        Put your phone on its charger, with good reception.
        Check again; an hour of video takes about 1 GB.
advice-audio-only = If your voice breaks up, turn your camera off and talk on.
    .button = Show me how
    .steps =
        Say: “I’m turning my camera off for a moment, so that you can hear me better.”
        Click the camera button in the meeting program.
        Turn it on again once it runs smoothly.
advice-pause-vpn = Switch the VPN off during the call, if your work or school allows it.
    .button = About the VPN
    .steps =
        Ask first if the VPN belongs to your work or school.
        Disconnect in the VPN program, often an icon beside the clock.
        Check again.
advice-connect-network = Connect to Wi-Fi or plug in a network cable.
    .button = Get connected
    .steps =
        Check that Wi-Fi is on and airplane mode is off.
        Choose your network, or plug in a cable.
        No luck? Use the hotspot of your phone.
advice-measure-again = Check again in a moment.
    .button = Check again
    .steps =
        Leave other things alone for a moment.
        Press “Check again”.
advice-check-server = Ask whether the server’s address is right.
    .button = About the address
    .steps =
        On a train or in a hotel: open a web page first and sign in there.
        Compare the address under Settings with the one you were given.
        Or choose the public servers there.
advice-check-spelling = Check the spelling of the server’s name.
    .button = About the name
    .steps =
        Compare it with the address that you were given, letter by letter.
        Does no website open either? Then look at your connection first.
        Check again.
advice-ask-token = Ask whoever gave you the server’s address for the access code.
    .button = About the code
    .steps =
        Paste the code under Settings, in the field Access code.
        In a terminal: put it on the first line of a file, and add --token-file FILE.
        Check again.
advice-check-token = Ask whoever gave you the server’s address for the right access code.
    .button = About the code
    .steps =
        Copy the code once more, as a whole.
        Paste it under Settings, in the field Access code. In a terminal: --token-file FILE.
        Check again.
advice-ask-made-token = Ask whoever sent you the code for it once more.
    .button = About the code
    .steps =
        A code of Greenroom has six groups of five letters and digits. Does yours look different? Then ask for such a code.
        Paste it as a whole under Settings, in the field Access code.
        Check again.
advice-ask-server-runs = Ask whether the server is running, and on which port.
    .button = About the server
    .steps =
        Compare the address under Settings with the one that you were given, including the number after the colon.
        Ask whether the server is running now.
        Check again, or choose the public servers under Settings.
advice-other-ip-version = Try another network, or ask for another address of the server.
    .button = Show me how
    .steps =
        Many mobile networks have both: try the hotspot of your phone.
        Or ask whoever gave you the address for another one, that can be reached from here.
        Or choose the public servers under Settings.
advice-proxy-login = Sign in to the proxy, or use a network without one.
    .button = Show me how
    .steps =
        Open a web page; if it asks for a name and a password, sign in.
        At work or school: ask how programs get through the proxy, and whether video calls may pass.
        Or try your Wi-Fi at home, or the hotspot of your phone.
advice-sign-in = Open a web page, and sign in to this network there.
    .button = How to sign in
    .steps =
        Open your browser and any web page. The page of this network appears by itself.
        Accept the terms, or type the code that you were given.
        Check again.
advice-set-date = Put your computer’s date and time right.
    .button = Show me how
    .steps =
        { $os ->
            [windows] Open Settings › Time & language › Date & time.
            [macos] Open System Settings › General › Date & Time.
           *[linux] Open your system’s settings and search there for “date and time”.
        }
        Let the time be set automatically, or set it by hand.
        Check again.
advice-check-certificate = Ask whoever gave you the server’s address for its certificate, and choose that file under Settings (in a terminal: --tls-ca).
    .button = About the certificate
    .steps =
        Compare the server’s address with the one that you were given, letter by letter.
        Did you get a certificate file? Choose it under Settings, at the server. In a terminal: --tls-ca FILE.
        Check again.
advice-choose-certificate = Choose the file with the certificate under Settings, or empty that field if you got none.
    .button = About the certificate
    .steps =
        Look for the file that came with the server’s address. Often it is called something like “server.crt”.
        A key is no certificate; it belongs on the server alone.
        Choose the file under Settings, at the server. In a terminal: --tls-ca FILE.
        Check again.
advice-other-certificate = Ask for the certificate of this server: the one you chose does not belong to it.
    .button = About the certificate
    .steps =
        Compare the address under Settings with the one that you were given: the certificate may belong to another server.
        Is the address right? Then ask whoever gave it to you for the certificate that the server shows now.
        Choose that file under Settings, at the server. In a terminal: --tls-ca FILE.
        Check again.
advice-paste-code = Paste the access code itself under Settings, instead of a file.
    .button = About the code
    .steps =
        Copy the code as a whole.
        Paste it under Settings, in the field Access code; it comes before the file.
        Check again.
advice-use-tls = Put tls:// before the server’s address.
    .button = About the address
    .steps =
        Under Settings, write the address like this: “tls://meet.example.com”.
        In a terminal: --server tls://meet.example.com.
        Check again.
advice-update-greenroom = Get the newest Greenroom, from where you got it.
    .button = About versions
    .steps =
        Close Greenroom.
        Download the newest version from the same place.
        Still different? Then the server is older; choose another under Settings.
advice-use-other-server = Choose another server to test your internet.
    .button = Another server
    .steps =
        Open Settings.
        Choose the public servers, or type the address that you were given.
        Check again.
advice-nothing-to-do = There is nothing you need to do. With a server of the recruiter it can be measured.
    .button = About the server
    .steps =
        Did the recruiter give you an address? Paste it under Settings, at “The recruiter’s server”.
        You got none? Then there is nothing to do.
advice-other-network = Try another network, or ask whoever runs this one for help.
    .button = Show me how
    .steps =
        At work or school: ask whether video calls may pass.
        Try your Wi-Fi at home, or the hotspot of your phone.
        Check again.

## Sound

advice-check-mute = Switch the microphone on, with a key on your keyboard or a button on your headset.
    .button = Show me how
    .steps =
        Look for a small light or switch on the headset, its cable or the keyboard.
        { $os ->
            [windows] See under Settings › System › Sound whether the microphone is muted.
            [macos] See under System Settings › Sound › Input whether the level moves as you speak.
           *[linux] See in your system’s settings, under Sound, whether the microphone is muted.
        }
        Speak again and watch the bar.
advice-choose-other-input = Choose another microphone.
    .button = Choose a microphone
    .steps =
        Open Sound and choose another microphone at the top.
        Read the sentence once more.
        Choose the same one in the meeting program.
advice-raise-input = Come a little closer, or turn the microphone up.
    .button = Show me how
    .steps =
        Sit about an arm’s length from the microphone.
        { $os ->
            [windows] Turn it up in Settings › System › Sound › Input.
            [macos] Turn it up in System Settings › Sound › Input.
           *[linux] Turn it up in your system’s settings, under Sound.
        }
        Speak a little louder than you would across a table.
advice-lower-input = Move back a little, or turn the microphone down.
    .button = Show me how
    .steps =
        Keep a hand’s width between a headset’s microphone and your mouth.
        { $os ->
            [windows] Turn it down in Settings › System › Sound › Input.
            [macos] Turn it down in System Settings › Sound › Input.
           *[linux] Turn it down in your system’s settings, under Sound.
        }
        Read the sentence once more.
advice-use-headset = Use a headset or earphones with a wire.
    .button = About headsets
    .steps =
        The earphones of your phone often do very well.
        Plug them in and choose them under Sound.
        Read the sentence once more.
advice-quieter-room = Look for a quieter place, and shut windows and doors.
    .button = Make it quieter
    .steps =
        Shut the window and the door.
        Turn off a fan, an extractor hood or music.
        A room with curtains and a carpet sounds calmer.
advice-allow-microphone = Allow Greenroom to use the microphone. Your meeting program or browser will ask for its own.
    .button = Open privacy settings
    .steps =
        { $os ->
            [windows] Open Settings › Privacy & security › Microphone, and turn access on, also for desktop apps.
            [macos] Open System Settings › Privacy & Security › Microphone, and switch Greenroom on.
           *[linux] Open your system’s settings, and look under Privacy for Microphone. Is it not there? Then ask whoever manages the computer for access.
        }
        Do the same for your meeting program or browser: they have a permission of their own.
        Then come back here; we’ll look again.
advice-close-microphone-app = { $has_app ->
        [yes] Close { $app }, or leave its call.
       *[no] Close the program that uses the microphone.
    }
    .button = Free the microphone
    .steps =
        Leave calls and recordings in other programs.
        Close browser tabs with a call or a recording in them.
        Check again.
advice-plug-in-microphone = Plug in a microphone or a headset.
    .button = Show me how
    .steps =
        A round plug belongs in the port with a headset sign; a USB plug in the computer itself, not in a hub.
        { $os ->
            [windows] See under Settings › System › Sound › Input whether it is listed.
            [macos] See under System Settings › Sound › Input whether it is listed.
           *[linux] See in your system’s settings, under Sound, whether it is listed.
        }
        Does it have a switch of its own? Switch it on, and look at Sound again.
advice-replug-microphone = Plug the microphone in again, into another port if you can.
    .button = Show me how
    .steps =
        Take the plug out and put it back firmly.
        Leave out hubs and extension leads.
        Choose the microphone again under Sound.
advice-move-cables = Unplug the charger for a moment, or keep the microphone’s cable away from it.
    .button = Show me how
    .steps =
        Unplug the laptop’s charger, and listen to yourself once more.
        Lay the microphone’s cable away from chargers, lamps and mains leads.
        Try another port, or another microphone.
advice-one-channel = Set the microphone to one channel, or to two equal channels.
    .button = Show me how
    .steps =
        Look for a phase switch (Ø) on the microphone, the cable or the mixer, and switch it off.
        Set the interface or its program to mono.
        Read the sentence once more.
advice-speak-again = Read the sentence aloud.
    .button = Read aloud
    .steps =
        Open Sound.
        Speak as loudly as in your interview, for about five seconds.
        Can’t speak now? Come back later.
advice-check-output = Turn the volume up, or choose another speaker.
    .button = Check the volume
    .steps =
        Press the key for more volume a few times.
        Choose another speaker or your headphones under Sound.
        Play the tone once more.

## Picture

advice-allow-camera = Allow Greenroom to use the camera. Your meeting program or browser will ask for its own.
    .button = Open privacy settings
    .steps =
        { $os ->
            [windows] Open Settings › Privacy & security › Camera, and turn access on, also for desktop apps.
            [macos] Open System Settings › Privacy & Security › Camera, and switch Greenroom on.
           *[linux] Open your system’s settings, and look under Privacy for Camera. Is it not there? Then ask whoever manages the computer for access.
        }
        Do the same for your meeting program or browser: they have a permission of their own.
        Then come back here; we’ll look again.
advice-close-camera-app = { $has_app ->
        [yes] Close { $app }, or turn its camera off.
       *[no] Close the program that uses the camera.
    }
    .button = Free the camera
    .steps =
        Leave calls, and close photo programs.
        Close browser tabs that show your picture.
        Check again.
advice-plug-in-camera = Plug in a camera, or switch on the one in your computer.
    .button = Show me how
    .steps =
        Many laptops have a slider above the screen, a switch at the side, or a key with a camera on it.
        { $os ->
            [windows] See under Settings › Bluetooth & devices › Cameras whether it is listed and switched on.
            [macos] Open Photo Booth: if the camera works there, look here again.
           *[linux] Open a camera program: if the camera works there, look here again.
        }
        With USB: use a port of the computer itself, no hub, and another one if it does not show up.
advice-replug-camera = Plug the camera in again, into another port if you can.
    .button = Show me how
    .steps =
        Take the plug out and put it back firmly.
        Leave out hubs and extension leads.
        Choose the camera again under Picture.
advice-choose-other-camera = Choose another camera.
    .button = Choose a camera
    .steps =
        Open Picture and choose another camera at the top.
        Choose the same one in the meeting program.
advice-uncover-lens = Slide the cover off the lens, or look for a camera key.
    .button = Show me how
    .steps =
        Look for a slider or sticker above the screen.
        Look for a key with a camera on it, at the side or in the top row.
        Look at the picture again.
advice-more-light = Sit facing a window or a lamp.
    .button = More light
    .steps =
        Turn your table so that the window is in front of you.
        No daylight? Put a lamp behind the screen, a little above your eyes.
        Draw the curtain behind you.
advice-less-light = Draw the curtain, or turn the lamp away.
    .button = Less light
    .steps =
        Turn a lamp away or towards the wall.
        Draw the curtain if the sun shines in.
        Look at the picture again.
advice-join-by-phone = Keep your phone ready, so that you can join with that.
    .button = Join by phone
    .steps =
        Put the meeting link or the number on your phone.
        Stand it upright at eye height, on its charger.
        Note it under Plan B.

## Computer

advice-pause-sync = { $has_app ->
        [yes] Pause { $app } until after your call.
       *[no] Pause syncing until after your call.
    }
    .button = Show me how
    .steps =
        { $os ->
            [windows] Click its icon beside the clock, perhaps behind the small arrow.
            [macos] Click its icon in the menu bar at the top.
           *[linux] Click its icon in the bar of your desktop.
        }
        Choose to pause, for some hours if it asks.
        Check again.
advice-stop-backup = { $has_app ->
        [yes] Stop { $app } for now and let it run tonight.
       *[no] Stop the backup for now and let it run tonight.
    }
    .button = Show me how
    .steps =
        Open the backup program and stop or skip this round.
        Let it run tonight; what is done so far is mostly kept.
        Check again.
advice-finish-update = { $has_app ->
        [yes] Let { $app } finish first, and restart now if it asks.
       *[no] Let the update finish first, and restart now if it asks.
    }
    .button = About updates
    .steps =
        Leave the computer on until the update is done.
        Does it ask for a restart? Do it now, not five minutes before your call.
        Check again.
advice-let-scan-finish = { $has_app ->
        [yes] Leave { $app } on and wait until it is quiet.
       *[no] Leave the scan on and wait until it is quiet.
    }
    .button = Why wait
    .steps =
        It looks through your files and stops by itself.
        Leave the computer on, on its charger.
        Check again in a quarter of an hour.
advice-quit-game = { $has_app ->
        [yes] Quit { $app } fully, also from the icons beside the clock.
       *[no] Quit the game fully, also from the icons beside the clock.
    }
    .button = Show me how
    .steps =
        Close the game.
        Right-click its icon beside the clock, and choose to quit.
        Check again.
advice-stop-encoder = { $has_app ->
        [yes] Let { $app } finish, or pause it.
       *[no] Let the video work finish, or pause it.
    }
    .button = Show me how
    .steps =
        Save your work.
        Pause or close the program.
        Check again.
advice-quit-torrent = { $has_app ->
        [yes] Quit { $app }: it keeps your internet busy.
       *[no] Quit file sharing: it keeps your internet busy.
    }
    .button = Show me how
    .steps =
        Pause all transfers.
        Quit the program, also from the icons beside the clock.
        Check again.
advice-quit-meeting-app = { $has_app ->
        [yes] Quit { $app }, unless your call is on it.
       *[no] Quit other meeting programs.
    }
    .button = Show me how
    .steps =
        Is this the program of your call? Then leave it.
        Otherwise quit it, also from the icons beside the clock.
        Check again.
advice-close-remote = { $has_app ->
        [yes] Close { $app } until after your call.
       *[no] Close the remote session until after your call.
    }
    .button = Show me how
    .steps =
        End the session or shut the virtual machine down.
        Check again.
advice-close-tabs = { $has_app ->
        [yes] Close the tabs in { $app } that you don’t need.
       *[no] Close the tabs that you don’t need.
    }
    .button = Show me how
    .steps =
        Keep the tab of your call, and what you want to show.
        Bookmark the rest and close it.
        Check again.
advice-restart = Restart the computer, at least a quarter of an hour before your call.
    .button = About restarting
    .steps =
        Save your work and restart.
        Open only what you need for the call.
        Check again.
advice-quit-app = { $has_app ->
        [yes] Close { $app } until after your call.
       *[no] Close that program until after your call.
    }
    .button = Show me how
    .steps =
        Save your work in it.
        Close it, also from the icons beside the clock.
        Check again.
# A program that a person can't know by name. $program: what its file is called.
advice-find-program = { $os ->
        [windows] See in Task Manager which program that is, or restart the computer.
        [macos] See in Activity Monitor which program that is, or restart the computer.
       *[linux] See in the system monitor which program that is, or restart the computer.
    }
    .button = Find the program
    .steps =
        { $os ->
            [windows] Press Ctrl, Shift and Esc together, and click “CPU”: the busiest is then on top.
            [macos] Open Activity Monitor, found under Utilities, and click “% CPU”: the busiest is then on top.
           *[linux] Open the system monitor and click “CPU”: the busiest is then on top.
        }
        Recognise it, and don’t need it? Close it as you always do.
        Don’t recognise it? Leave it alone, and restart the computer.
        Check again.
advice-close-programs = Close the programs that you don’t need for the call.
    .button = Show me how
    .steps =
        Save your work.
        Close everything but the meeting program and what you want to show.
        Check again.
advice-plug-in = Plug in the charger.
    .button = About power
    .steps =
        Plug the charger in before the call begins.
        Look for the small plug or lightning sign at the battery.
