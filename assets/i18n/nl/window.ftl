### Het venster. Kort, gesproken, "je": eerst het gevolg, dan de oorzaak, dan wat helpt. Geen uitroeptekens.

## Kop en woorden die op meer schermen staan

header-steps = De weg: check, uitslag, plan, delen
header-settings = Instellingen
header-about = Over Greenroom
header-demo = Demo
header-demo-hint = Een voorbeeld. Er is op deze computer niets gemeten.
way-check = Check
way-result = Uitslag
way-plan = Plan
way-share = Delen
button-back = Terug
part-internet = Internet
part-sound = Geluid
part-picture = Beeld
part-computer = Computer
part-planb = Plan B

## De standen van een onderdeel: dezelfde woorden in venster, terminal en verslag

state-none = Nog niet
state-waiting = Jouw beurt
state-running = Bezig
state-ok = In orde
state-warn = Kan beter
state-fail = Oplossen
state-unknown = Onbekend
state-no-permission = Geen toegang
state-no-device = Ontbreekt
state-in-use = In gebruik

## Woorden die op meer schermen staan

button-close = Sluiten
button-stop = Stop
button-again-short = Opnieuw
button-check-again = Controleer opnieuw
button-try-again = Probeer opnieuw
button-privacy-settings = Privacy-instellingen openen
unit-ms = ms
settings-language = Taal

## Welkom

welcome-door = Een deur op een kier met warm licht erachter
welcome-room =
    De kamer
    vóór de kamer.
welcome-room-line = Neem hier een minuut. Dan ga je rustig naar binnen.
welcome-title = Gaat je gesprek straks goed? Over een minuut weet je het.
welcome-lead = Je krijgt één duidelijk antwoord over je verbinding en hoe je overkomt, en wat je als eerste kunt verbeteren.
welcome-what = Jij leest één zin voor en gaat zitten zoals straks in het gesprek. De rest gaat vanzelf.
welcome-start = Start de check
welcome-minute = ongeveer een minuut
welcome-privacy = Je beeld, stem en bestanden blijven op deze computer.
welcome-servers = Welke servers?
servers-title = Waarmee de check contact maakt
servers-lead = Om je verbinding te meten gaat er testverkeer heen en weer met:
servers-public = Voor de snelheid en vertraging van je verbinding, en wat er onderweg kwijtraakt.
servers-own = Voor de hele meting van je verbinding, ook wat er onderweg kwijtraakt.
servers-stun = Alleen als het proefgesprek niet lukt: of de directe weg voor gesprekken open is.
servers-sign-in-page = Alleen als verder niets antwoordt: of dit netwerk een inlogpagina toont in plaats van andere pagina’s.
servers-sent = Er gaat alleen betekenisloos testverkeer heen. Je beeld, je stem en je bestanden zitten er nooit in. Zo’n server ziet wel je internetadres, zoals elke website.

## De lijst met onderdelen

check-progress = Voortgang van de check
check-next-sound = Lees de zin voor
check-next-picture = Verder naar beeld
check-to-result = Naar de uitslag
parts-soon = Begint zo
parts-left = nog { $seconds } s
parts-overall-left = { $seconds ->
    [one] Nog ongeveer één seconde
   *[other] Nog ongeveer { $seconds } seconden
}
parts-overall-yours = { $count ->
    [one] Nog één deel voor jou
   *[other] Nog { $count } delen voor jou
}
parts-overall-soon = Bijna klaar
parts-overall-busy = We meten nog even
parts-overall-done = Alles gedaan
parts-overall-stopped = Gestopt
parts-overall-slept = De computer sliep
parts-overall-clock-set = De klok is verzet
parts-overall-network-changed = Het netwerk is veranderd
plan-line-none = Een tweede manier om elkaar te bereiken
plan-line-noted = { $count ->
    [one] Eén andere manier, nog niet geprobeerd
   *[other] { $count } andere manieren, nog niet geprobeerd
}
plan-line-tested = { $count ->
    [one] Eén andere manier, geprobeerd
   *[other] { $count } andere manieren, geprobeerd
}

## Geluid

sound-choose-input = Microfoon
sound-choose-output = Luidspreker
sound-steps = Drie stappen: voorlezen, jezelf horen, een toon horen. Nu: { $now }
sound-step-read = Lees voor
sound-step-hear = Hoor jezelf
sound-step-tone = Hoor een toon
sound-before-title = Eerst je microfoon
sound-before-line = Je leest één zin voor. Je computer vraagt misschien of Greenroom mag luisteren. Zeg dan ja.
sound-before-only-us = Deze toestemming geldt alleen voor Greenroom. Je belprogramma of browser vraagt er straks zelf om.
sound-turn-on = Zet de microfoon aan
sound-cannot-speak = Ik kan nu niet praten
sound-asking-title = Je computer vraagt je iets
sound-asking-line = Beantwoord die vraag. Daarna gaan we vanzelf verder.
sound-opening-title = Een ogenblik
sound-opening-line = De microfoon gaat aan.
sound-private = Je stem blijft op deze computer en wordt niet bewaard.
sound-read-lead = Lees dit voor, zoals je straks in het gesprek praat:
sound-sentence = “Goedemiddag, en fijn dat u tijd voor mij heeft. Ik heb naar dit gesprek uitgekeken.”
sound-meter-title = We horen je
sound-meter-title-silent = Je microfoon
sound-too-soft = Te zacht
sound-good = Goed
sound-too-loud = Te hard
sound-level-silent = Er komt geen geluid binnen
sound-level-quiet = We luisteren
sound-level-soft = Praat iets luider
sound-level-good = Goed niveau
sound-level-loud = Ga iets naar achteren
sound-seconds = { $done } van { $wanted } seconden
sound-tip = Iets luider dan aan tafel klinkt online precies goed.
sound-not-saved = Niet bewaard, niet verstuurd.
sound-play-back = Hoor jezelf terug
sound-play-back-off = Lees eerst de zin, tot de vijf seconden vol zijn.
sound-skip-back = Sla dit over
sound-once-more = Nog een keer
sound-play-tone = Hoor een toon
sound-read-done = De zin staat erop
sound-back-done = Jezelf gehoord
sound-back-title = Zo horen de anderen je
sound-back-playing = Je hoort nu jezelf
sound-back-enough = Genoeg gehoord
sound-back-line = Let op galm, gebrom, of woorden die je slecht verstaat.
sound-tone-playing = Er klinkt een korte toon
sound-tone-ask = Heb je de toon gehoord?
sound-tone-line = Uit de luidspreker of koptelefoon die bovenaan gekozen is.
sound-tone-yes = Ja, gehoord
sound-tone-no = Nee, niets gehoord
sound-tone-deaf = Ik ben doof of slechthorend: sla over
sound-tone-again = Speel nog eens
sound-tone-unheard = Even zoeken waar het geluid blijft
sound-tone-go-on = Nog steeds niets
sound-hear-nothing = Ik hoor niets
sound-back-tip = Hoor je niets? Zet het volume hoger, of kies hierboven je koptelefoon.
sound-tone-played = Er klonk een toon
sound-tone-from = Uit “{ $device }”.
sound-tone-any = Elk antwoord is goed.
sound-tone-failed = De toon kon niet worden afgespeeld
sound-tone-failed-line = Er is geen luidspreker of koptelefoon, of hij doet het niet.
sound-tone-failed-again = Weer niet gelukt.
sound-tone-without = Verder zonder toon
sound-tone-skipped = De toon is overgeslagen, en telt niet mee.
sound-tone-after-all = Toch een toon horen
sound-help-volume = Zet het volume hoger: een paar keer op de toets op je toetsenbord of koptelefoon.
sound-help-mute = Kijk of het geluid niet uitstaat, op de computer en op de koptelefoon.
sound-help-other = Kies hierboven een andere luidspreker of je koptelefoon.
sound-help-plug = Sluit een koptelefoon of luidspreker aan, en speel de toon nog eens af.
sound-other-title = Andere microfoon?
sound-other-line = Dan lees je de zin opnieuw voor: elke microfoon klinkt anders.
sound-other-yes = Kies deze microfoon
sound-no-inputs = Geen microfoon gevonden
sound-no-outputs = Geen luidspreker gevonden
button-cancel = Annuleren
sound-wait-for-rest = Dat was jouw deel. De rest gaat vanzelf.

## Een onderdeel dat niet gecontroleerd kon worden

trouble-no-access-sound = Geen toegang tot je microfoon
trouble-no-access-picture = Geen toegang tot je camera


## Internet

internet-round-trip = Heen en terug
internet-usually = meestal
internet-ladder = Wat je lijn aankan
internet-ways = Beide richtingen
internet-up = Van jou naar hen
internet-down = Van hen naar jou
internet-lost-row = kwijt
internet-lost = { $share } kwijt
internet-gap = { $time } zonder verbinding
internet-longest-gap = langste gat { $time }
internet-at-least = minstens
internet-rate-unknown = Snelheid niet gemeten
internet-loss-unknown = Verlies niet gemeten
internet-told-usual = Heen en terug duurt meestal { $ms } ms.
internet-told-lost = { $count ->
    [0] Er raakte niets kwijt.
    [one] Er raakte één stukje kwijt.
   *[other] Er raakten { $count } stukjes kwijt.
}
internet-told-gap = Een gat van { $time } na { $at } s.
internet-trying = Je internet wordt uitgeprobeerd
internet-steps-call = Nagedaan gesprek, in zeven stappen
internet-no-call = Snelheid en vertraging. Wat er onderweg kwijtraakt, is met deze server hier niet te meten.
internet-steps-public = Je lijn, in vier stappen
internet-step-look = De weg zoeken
internet-step-idle = Vertraging in rust
internet-step-trains = Wat er doorheen kan
internet-step-call = Gesprek nadoen
internet-step-down = Hoeveel er binnenkomt
internet-step-up = Hoeveel eruit kan
internet-step-watch = Letten op haperingen
internet-step-public = openbare server
internet-step-of = { $done } van { $whole } s
internet-step-s = { $seconds } s
internet-stay = Blijf op deze plek tot het klaar is.
internet-now = nu
internet-rate-follows = snelheid volgt
internet-loss-follows = verlies wordt geteld
internet-lost-so-far = tot nu toe { $lost }
unit-mbps = Mbit/s
level-audio = Alleen geluid
level-360p = 360p-video
level-720p = 720p-video
level-1080p = 1080p-video
level-share = Scherm delen
level-mine = nodig
level-holds = Houdt het
level-at-risk = Kan haperen
level-no = Nee
level-no-not-needed = Nee, hoeft niet
level-not-enough = Te weinig gegevens
level-trying = Wordt geprobeerd
level-not-yet = Nog niet

## De details van een onderdeel

button-technical = Technische details
button-copy = Kopieer
details-why = Waarom
details-helps = Wat helpt
details-how = Laat zien hoe
details-also = Ook gezien
details-nothing-yet = Nog niets gemeten.
details-also-follows = Wat verder opvalt, komt hier te staan.
details-also-nothing = Verder viel niets op.

## Technische details: korte namen van cijfers

tech-server = Server
tech-udp = UDP
tech-udp-works = werkt
tech-udp-blocked = geblokkeerd
tech-unknown = onbekend
tech-path = Weg naar buiten
tech-wired = kabel
tech-wifi = wifi
tech-cellular = mobiel netwerk
tech-loopback = deze computer
tech-other = anders
tech-rtt = Heen en terug in ms: minst / midden / 95% / 99% / meest
tech-router = Router, heen en terug in ms: minst / midden / 95% / meest
tech-router-lost = Router: gevraagd / geen antwoord
tech-wifi-link = Wifi
tech-name-lookup = Naam opzoeken
tech-families = Verbonden in ms: IPv4 / IPv6
tech-proxy = Via een proxy
tech-yes = ja
tech-no = nee
tech-packets = pakketjes verstuurd / kwijt
tech-tried = Geprobeerd: { $level }, pakketjes verstuurd / kwijt heen en terug
tech-given-up = opgegeven
tech-jitter = jitter (RFC 3550)
tech-pdv = variatie in vertraging 95% / 99%
tech-loaded = heen en terug onder belasting, midden / 95%
tech-rate = snelheid, laag / midden
tech-bytes = data gebruikt
tech-mos = Geschatte geluidskwaliteit (1 tot 4,5)
tech-late = Te laat verstuurd door deze computer
tech-duration = Gemeten gedurende
tech-contacted = Contact gehad met

## Beeld

picture-before-title = Nu je camera
picture-before-line = Je ziet jezelf, met een lijntje dat laat zien waar je het best zit. Je computer vraagt misschien of Greenroom de camera mag gebruiken. Zeg dan ja.
picture-turn-on = Zet de camera aan
picture-turn-off = Zet de camera uit
picture-skip = Verder zonder beeld
picture-anyway = Toch verder
picture-none-title = Geen camera gevonden
picture-none-line = Sluit er een aan, of zet de camera in je computer aan: met een schuifje, een schakelaar of een toets.
picture-none-itself = Hij verschijnt hier vanzelf. Dan kun je hem aanzetten.
picture-opening-line = De camera gaat aan.
picture-on = Camera staat aan
picture-nobody = Niemand ziet je. Dit beeld blijft op je computer.
picture-with-guides = Met hulplijnen
picture-without-guides = Zonder hulplijnen
picture-fine = Zo is het goed
picture-look-again = Kijk nog eens
picture-preview = Het beeld van de camera, als in een spiegel
picture-eye-level = ooghoogte
picture-sit-title = Ga zitten zoals straks in het gesprek
picture-sit-line = Je hoofd binnen het lijntje, je ogen op de streep.
picture-words = Het beeld in drie woorden
picture-light = Licht
picture-motion = Beweging
picture-size = Pixels
picture-good = goed
picture-dark = donker
picture-bright = te fel
picture-black = zwart
picture-unseen = niet te zien
picture-smooth = vloeiend
picture-fair = redelijk
picture-jerky = schokkerig
picture-frozen = staat stil
picture-sharp = genoeg
picture-small = weinig
picture-choose = Camera
picture-in-words = In woorden
picture-told-nothing = We bekijken het beeld.
picture-told-size = Het beeld is { $width } bij { $height } pixels.
picture-told-rate = Er komen { $fps } beelden per seconde.

## Computer

computer-apps = Wat je computer bezighoudt
computer-apps-none = Geen enkel programma vraagt veel.
computer-apps-follow = De programma’s die hem bezighouden, komen hier te staan.
computer-watching = Je computer wordt bekeken
computer-watching-line = Wat er nog meer draait, kan je beeld laten haperen. Je kunt ondertussen verder.
computer-gone = draait niet meer
computer-gain = was { $was }, nu { $now }
computer-figures = Cijfers
computer-busy = In gebruik door programma’s
computer-memory = Geheugen
computer-memory-free = { $share } vrij
computer-power = Stroom
computer-on-battery = Op de accu, nog { $charge }
computer-on-battery-only = Op de accu
computer-on-mains = Aan de lader
computer-on-mains-charge = Aan de lader, accu op { $charge }
computer-own = Greenroom zelf, niet meegeteld
app-cloud-sync = synchroniseert bestanden
app-backup = maakt een back-up
app-updater = installeert updates
app-antivirus = scant of doorzoekt bestanden
app-game = spel
app-encoder = neemt video op of zendt uit
app-torrent = deelt bestanden
app-meeting = belprogramma
app-remote = besturing op afstand of virtuele machine
app-browser = webbrowser
app-system = deel van het systeem
app-other = programma
tech-detail = Melding (in het Engels)
tech-format = Formaat
tech-frames = Beelden per seconde, geleverd / verschillend
tech-brightness = Helderheid
tech-contrast = Contrast
tech-frozen = Tijd zonder verandering
tech-black = Zwarte beelden
tech-sampling = Samples per seconde, kanalen
tech-speech-level = Spraakniveau (ITU-T P.56)
tech-noise = Ruis
tech-snr = Spraak boven de ruis
tech-peak = Hoogste piek
tech-clipped = Overstuurde samples
tech-speech = Tijd met spraak
tech-gaps = Onderbrekingen
tech-listened = Geluisterd
tech-rest = Niet door een programma verklaard
tech-samples = Metingen van één seconde

## De servers

servers-local = Niets buiten deze computer: de verbinding wordt gemeten met een server in dit programma.
servers-none = Niets: de verbinding wordt niet gemeten.
servers-change = In de instellingen kun je een andere server kiezen.

## Geluid, als er niets te horen is

sound-tip-silent = Zoek op je headset of toetsenbord een toets met een doorgestreepte microfoon, of kies bovenaan een andere.
sound-go-on = Toch verder

## Als niet gebeurt wat er gekozen is

window-engine-ended = Greenroom kan niets meer controleren: het deel dat meet is gestopt.
window-engine-ended-remedy = Sluit Greenroom en open het opnieuw. Je plan en je instellingen blijven bewaard.
window-engine-busy = Greenroom is nog met iets anders bezig. Wat je hebt gekozen, komt daarna.
window-engine-busy-remedy = Blijft dit staan? Sluit Greenroom dan en open het opnieuw.
