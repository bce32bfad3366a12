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
