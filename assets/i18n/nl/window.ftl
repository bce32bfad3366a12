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

## De standen van een onderdeel: los, en in een of twee woorden

state-none = Nog niet gecontroleerd
state-none-short = Nog niet
state-waiting = Wacht op jou
state-waiting-short = Jouw beurt
state-running = Bezig met controleren…
state-running-short = Bezig…
state-ok = Klaar
state-ok-short = Klaar
state-warn = Werkt, met een opmerking
state-warn-short = Let op
state-fail = Moet opgelost worden
state-fail-short = Oplossen
state-unknown = Kon niet worden gecontroleerd
state-unknown-short = Onbekend
state-no-permission = Geen toestemming
state-no-device = Geen apparaat gevonden
state-in-use = In gebruik door een ander programma

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
welcome-title = Houdt je gesprek het? Binnen een minuut weet je het.
welcome-lead = Je krijgt één duidelijk antwoord over je verbinding en hoe je overkomt, en wat je als eerste kunt verbeteren.
welcome-what = Jij leest één zin voor en gaat zitten zoals straks. De rest gaat vanzelf.
welcome-start = Start de check
welcome-minute = ongeveer een minuut
welcome-privacy = Niets over jou verlaat je computer.
welcome-servers = Welke servers?
servers-title = Waar de check contact mee maakt
servers-lead = Om je verbinding te meten gaat er testverkeer heen en weer met:
servers-sent = Er gaat alleen betekenisloos testverkeer heen. Je beeld, je stem en je bestanden zitten er nooit in.

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
parts-overall-soon = Bijna klaar
parts-overall-done = Alles gedaan
parts-overall-stopped = Gestopt
plan-line-none = Een tweede manier om elkaar te bereiken
plan-line-noted = { $count ->
    [one] Eén andere manier, nog niet geprobeerd
   *[other] { $count } andere manieren, nog niet geprobeerd
}
plan-line-tested = { $count ->
    [one] Eén andere manier, geprobeerd
   *[other] { $count } andere manieren, geprobeerd
}
plan-state-after = Hierna

## Geluid

sound-choose-input = Microfoon
sound-choose-output = Luidspreker
sound-steps = Drie stappen: voorlezen, jezelf horen, een toon horen. Nu: { $now }
sound-step-read = Lees voor
sound-step-hear = Hoor jezelf
sound-step-tone = Hoor een toon
sound-before-title = Eerst je microfoon
sound-before-line = Je leest één zin voor. Je systeem vraagt misschien of Greenroom mag luisteren: zeg daar ja op.
sound-before-only-us = Dat ja geldt alleen voor Greenroom. Je vergaderprogramma of browser mag dan nog niets; die vragen het je zelf.
sound-turn-on = Zet de microfoon aan
sound-cannot-speak = Ik kan nu niet praten
sound-asking-title = Je systeem vraagt je iets
sound-asking-line = Beantwoord die vraag. Daarna gaan we vanzelf verder.
sound-opening-title = Een ogenblik
sound-opening-line = De microfoon gaat aan.
sound-private = Je stem blijft op deze computer. Er wordt niets bewaard of verstuurd.
sound-read-lead = Lees dit voor, zoals je straks in het gesprek praat:
sound-sentence = “Goedemiddag, en fijn dat u tijd voor mij heeft. Ik heb naar dit gesprek uitgekeken.”
sound-meter-title = We horen je
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
sound-back-done = Teruggehoord
sound-back-title = Zo horen de anderen je
sound-back-playing = Je hoort nu jezelf
sound-back-line = Let op galm, gebrom, of woorden die je slecht verstaat.
sound-tone-playing = Er klinkt een korte toon
sound-tone-ask = Heb je de toon gehoord?
sound-tone-line = Hij kwam uit de luidspreker of koptelefoon die bovenaan gekozen is.
sound-tone-yes = Ja, gehoord
sound-tone-no = Nee
sound-tone-deaf = Ik kan niet horen
sound-tone-again = Speel nog eens
sound-wait-for-rest = Dat was jouw deel. De rest gaat vanzelf.

## Een onderdeel dat niet gecontroleerd kon worden

trouble-no-access-sound = Geen toegang tot je microfoon
trouble-no-access-picture = Geen toegang tot je camera


## Internet

internet-round-trip = Heen en terug
