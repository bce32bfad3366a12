### Settings and about.

settings-title = Settings
settings-looks = How it looks
settings-theme = Light or dark
theme-system = As the system
theme-light = Light
theme-dark = Dark
settings-less-motion = Less motion
settings-server-title = What the internet is measured against
settings-server = Server
server-public = Public servers
server-public-line = Speed and delay. Loss can’t be measured with these.
server-own = Own server
server-own-line = Measures loss too. You get its address from whoever runs it.
server-local = Trial on this computer
server-local-line = Tries the measurement itself; says nothing about your internet.
settings-host = Address of the server
settings-host-help = Such as meet.example.com or meet.example.com:7443.
settings-host-wrong = An address looks like meet.example.com or meet.example.com:7443, with tls:// before it if you were given it so.
settings-token = File with the access code
settings-token-hint = Only if you were given one
settings-certificate = File with the server’s certificate
settings-certificate-hint = Only if you were given one
settings-next-start = Holds from the next check.
settings-devices = Devices
settings-devices-none = No devices found yet.
settings-devices-look = Look again
settings-kept-title = What Greenroom keeps
settings-kept-line = Your settings and plan B, on this computer only. Pages that you saved yourself stay where you put them.
settings-delete = Delete everything
settings-delete-title = Delete everything that Greenroom saved?
settings-delete-line = These go, and can’t be brought back:
settings-delete-settings = your settings, with the chosen devices and server
settings-delete-plan = plan B, with all numbers and addresses, and the ticks
settings-delete-yes = Delete
settings-delete-no = Keep
settings-deleted = Everything that Greenroom saved is gone.
settings-not-deleted = Not everything could be deleted: { $detail }
settings-done = Done

## About

about-lead = The room before the room: checks in about a minute whether your online interview will hold.
about-version = Version { $version }
about-licence-title = Free to use
about-licence = Under the MIT licence or Apache 2.0, as you choose. The typeface Inter is under the SIL Open Font License.
about-privacy-title = Nothing leaves by itself
about-privacy = Your picture, your voice and your files stay on this computer. Only test data goes to the servers that are listed beforehand.
about-diagnostics-title = For a helper
about-diagnostics-line = This text tells how the check went, without names of devices, networks or programs. Read it before you pass it on.
about-copy = Copy this text
about-copied = Copied
