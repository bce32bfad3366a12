### Plan B: other ways to reach each other, a message, and two lists.

plan-title = If it breaks off, just carry on
plan-lead = Is the call not working? Try these, from top to bottom.
plan-lead-none = Agree on one other way to reach each other. Then you are back within seconds.
plan-channels = Other ways to reach each other
plan-empty-title = Nothing here yet
plan-empty-line = A phone number is enough.
plan-add = Add a way
plan-add-another = Add another way
plan-edit = Change { $name }
plan-tested = Tried
plan-untested = Not tried yet
plan-on-phone-too = also on your phone
plan-them = they: { $detail }
plan-me = you: { $detail }
plan-no-details = No details yet

## The kinds

plan-kind = Kind
plan-kind-phone = Phone call
plan-kind-whatsapp = WhatsApp
plan-kind-facetime = FaceTime
plan-kind-teams = Microsoft Teams
plan-kind-zoom = Zoom
plan-kind-meet = Google Meet
plan-kind-webex = Webex
plan-kind-email = E-mail
plan-kind-other = Something else

## The form

plan-form-new = A new way
plan-field-label = What is it called?
plan-field-theirs = { $kind ->
    [phone] Their phone number
    [facetime] Their number or e-mail address
    [mail] Their e-mail address
    [account] Their name, address or link
   *[other] Their number, address or link
}
plan-field-mine = { $kind ->
    [phone] Your phone number
    [facetime] Your number or e-mail address
    [mail] Your e-mail address
    [account] Your name, address or link
   *[other] Your number, address or link
}
plan-help = { $kind ->
    [phone] For example 020 7946 0123.
    [facetime] As it is in their FaceTime.
    [mail] For example name@example.com.
    [account] A link begins with https://
   *[other] As you will type it or click on it.
}
plan-help-mine = One of the two sides is enough.
plan-tick-tested = Tried
plan-tick-on-phone = It is on my phone
plan-save = Done
plan-fill-one = Fill this in, or your own side.
plan-cancel = Cancel
plan-remove-this = Remove { $name }
plan-removed = { $name } was removed.
plan-put-back = Put it back
plan-left = What you filled in for { $name } is not in your plan yet.
plan-go-on = Go on filling in
plan-move-up = Move { $name } up
plan-move-down = Move { $name } down
plan-move-off = It can’t go further.
plan-keep-anyway = Or press Done again to keep it as it is.
plan-keys = Enter is Done, Esc is Cancel.
plan-own = Your number
plan-own-everywhere = used everywhere
plan-own-line = For every way that makes your phone ring.
plan-own-above = Your number from above
plan-own-other = Another number here
plan-moved = { $name } is now at place { $place } of { $all }.
fault-phone-short = There are digits missing.
fault-phone-long = There are too many digits for a number.
fault-phone-characters = A number may have digits, spaces, dashes, brackets and a plus in front.
fault-number-or-email = Fill in a number, or an address like name@example.com.
fault-email = An address looks like name@example.com.
fault-link = A link begins with https://
fault-many-links = There are several links here. Keep one of them.
fault-long = That is too long. There is room for 2000 characters.

## The message

plan-message-title = A message, ready to send
plan-contact = Who will you talk to?
plan-message-copy = Copy message
plan-message-copied = Copied
plan-message-hello = { $has_name ->
    [yes] Hello { $name }, if the connection drops,
   *[no] Hello, if the connection drops,
}
plan-message-call = I’ll call you on { $detail }.
plan-message-mail = I’ll e-mail you at { $detail }.
plan-message-reach = I’ll reach you by { $kind }: { $detail }.
plan-message-mine = you can reach me by { $kind }: { $detail }.
plan-message-link = I’ll reach you by { $kind }, with the link below.
plan-message-own = You can reach me on { $detail }.
plan-message-bye = See you soon.

## The lists

plan-now = Still to do
plan-late = Ten minutes before
plan-phone-reachable = Phone charged and reachable
plan-phone-reachable-why = It is your plan B: let it ring when somebody calls. Only silence the other apps.
plan-count = { $done } of { $all }

## Below

plan-to-share = On to sharing
plan-delete = Clear plan B
plan-delete-title = Clear plan B?
plan-delete-line = All ways, the name and the ticks go, here and on this computer’s disk.
plan-delete-yes = Clear
plan-delete-no = Cancel
plan-not-kept = Changes are not kept when Greenroom closes.
plan-elsewhere = Plan B was changed in another window too. What changed there is now here as well.
plan-not-saved = The last change could not be saved. See whether there is room on the disk, and whether you may write in that folder. Technical detail: { $detail }
