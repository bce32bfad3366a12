# What a check is doing now: one line.
step-network-look = Finding the way to the server
step-network-idle = Measuring the delay at rest
step-network-trains = Measuring how much fits through
step-network-call = Sending a pretend video call
step-network-load-down = Seeing how much comes in
step-network-load-up = Seeing how much goes out
step-network-watch = Watching for drop-outs
step-open-part = Waiting for you
step-system-permission = Your computer is asking you something
step-open-device = Opening the device
step-read-aloud = One sentence to read aloud
step-listening = Listening to you
step-watching = Looking at the picture
step-computer-sampling = Looking at what else is running

# Why something was not measured: one sentence.
reason-no-permission = The computer doesn’t let Greenroom use it.
reason-no-device = No such device was found on this computer.
reason-in-use = Another program is using it.
reason-unplugged = The device went away during the check.
reason-timeout = Nothing came back in time.
reason-offline = This computer is not on any network now.
reason-no-answer = The server gave no answer. Your connection may well be fine.
reason-unsupported = That can’t be done on this system.
reason-cancelled = The check was stopped before its end.
reason-no-speech = No speech came in.
reason-this-computer-only = This trial run measured this computer only and says nothing about your internet.
reason-not-enough-evidence = Too little came through to be sure.
