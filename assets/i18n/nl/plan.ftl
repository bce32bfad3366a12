### Plan B: andere manieren om elkaar te bereiken, een bericht, en twee lijstjes.

plan-title = Als het misgaat, bel je gewoon verder
plan-lead = Lukt het gesprek niet? Probeer deze dan, van boven naar beneden.
plan-lead-none = Spreek één andere manier af om elkaar te bereiken. Dan ben je er zo weer.
plan-channels = Andere manieren om elkaar te bereiken
plan-empty-title = Hier staat nog niets
plan-empty-line = Een telefoonnummer is al genoeg.
plan-add = Voeg een manier toe
plan-add-another = Nog een manier
plan-edit = { $name } aanpassen
plan-tested = Geprobeerd
plan-untested = Nog niet geprobeerd
plan-on-phone-too = ook op je telefoon
plan-them = zij: { $detail }
plan-me = jij: { $detail }
plan-no-details = Nog geen gegevens

## De soorten

plan-kind = Soort
plan-kind-phone = Bellen
plan-kind-whatsapp = WhatsApp
plan-kind-facetime = FaceTime
plan-kind-teams = Microsoft Teams
plan-kind-zoom = Zoom
plan-kind-meet = Google Meet
plan-kind-webex = Webex
plan-kind-email = E-mail
plan-kind-other = Iets anders

## Het formulier

plan-form-new = Een nieuwe manier
plan-field-label = Hoe heet het?
plan-field-theirs = { $kind ->
    [phone] Hun telefoonnummer
    [facetime] Hun nummer of e-mailadres
    [mail] Hun e-mailadres
    [account] Hun naam, adres of link
   *[other] Hun nummer, adres of link
}
plan-field-mine = { $kind ->
    [phone] Jouw telefoonnummer
    [facetime] Jouw nummer of e-mailadres
    [mail] Jouw e-mailadres
    [account] Jouw naam, adres of link
   *[other] Jouw nummer, adres of link
}
plan-help = { $kind ->
    [phone] Bijvoorbeeld 06 12 34 56 78.
    [facetime] Zoals het in hun FaceTime staat.
    [mail] Bijvoorbeeld naam@voorbeeld.nl.
    [account] Een link begint met https://
   *[other] Zoals je het straks intikt of aanklikt.
}
plan-help-mine = Eén van de twee kanten is al genoeg.
plan-tick-tested = Geprobeerd
plan-tick-on-phone = Staat op mijn telefoon
plan-save = Klaar
plan-fill-one = Vul hier iets in, of aan jouw kant.
plan-cancel = Annuleren
plan-remove-this = { $name } verwijderen
plan-removed = { $name } is verwijderd.
plan-put-back = Zet terug
plan-left = Wat je invulde bij { $name }, staat nog niet in je plan.
plan-go-on = Verder met invullen
plan-move-up = { $name } hoger
plan-move-down = { $name } lager
plan-move-off = Verder kan niet.
plan-keep-anyway = Of druk nog eens op Klaar: dan blijft het zo staan.
plan-keys = Enter is Klaar, Esc is Annuleren.
plan-own = Jouw nummer
plan-own-everywhere = geldt overal
plan-own-line = Voor elke manier waarbij je telefoon overgaat.
plan-own-above = Jouw nummer van hierboven
plan-own-other = Hier een ander nummer
plan-moved = { $name } staat nu op plek { $place } van { $all }.
fault-phone-short = Er ontbreken nog cijfers.
fault-phone-long = Dat zijn te veel cijfers voor een nummer.
fault-phone-characters = In een nummer mogen cijfers, spaties, streepjes, haakjes en een plus vooraan.
fault-number-or-email = Vul een nummer in, of een adres als naam@voorbeeld.nl.
fault-email = Een adres ziet eruit als naam@voorbeeld.nl.
fault-link = Een link begint met https://
fault-many-links = Hier staan meer links. Laat er één staan.
fault-long = Dat is te lang. Er is plek voor 2000 tekens.

## Het bericht

plan-message-title = Een bericht dat klaarligt
plan-contact = Met wie spreek je?
plan-message-copy = Kopieer bericht
plan-message-copied = Gekopieerd
plan-message-hello = { $has_name ->
    [yes] Dag { $name }, mocht de verbinding wegvallen,
   *[no] Hallo, mocht de verbinding wegvallen,
}
plan-message-call = dan bel ik naar { $detail }.
plan-message-mail = dan mail ik naar { $detail }.
plan-message-reach = dan meld ik me via { $kind }: { $detail }.
plan-message-mine = dan ben ik bereikbaar via { $kind }: { $detail }.
plan-message-link = dan meld ik me via { $kind }, met de link hieronder.
plan-message-own = Ik ben zelf bereikbaar op { $detail }.
plan-message-bye = Tot straks.

## De lijstjes

plan-now = Nu nog
plan-late = Tien minuten ervoor
plan-phone-reachable = Telefoon opgeladen en bereikbaar
plan-phone-reachable-why = Hij is je plan B: laat hem overgaan als er gebeld wordt. Zet alleen het geluid van andere apps uit.
plan-count = { $done } van { $all }

## Onderaan

plan-to-share = Verder naar delen
plan-delete = Plan B wissen
plan-delete-title = Plan B wissen?
plan-delete-line = Alle manieren, de naam en de vinkjes gaan weg, hier en op de schijf van deze computer.
plan-delete-yes = Wissen
plan-delete-no = Annuleren
plan-not-kept = Wat je verandert, blijft niet bewaard als Greenroom sluit.
plan-elsewhere = Plan B is ook in een ander venster aangepast. Wat daar veranderde, staat nu ook hier.
plan-not-saved = De laatste wijziging kon niet worden bewaard. Kijk of er ruimte is op de schijf, en of je in die map mag schrijven. Technisch: { $detail }
