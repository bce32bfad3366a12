# Het verslag en de uitslag in een terminal. `report-finding-*` staan op een pagina voor iemand anders: zonder getal,
# programma of persoon.

report-title = Verslag van Greenroom
report-verdict = { $key ->
    [shown-fine] Wat hier staat, is in orde
    [shown-remarks] Wat hier staat, is in orde; er kan iets beter
    [shown-fix] Iets van wat hier staat moet nog worden opgelost
    [ready] Klaar voor het gesprek
    [ready-remarks] Klaar voor het gesprek; er kan iets beter
    [almost-fix] Bijna klaar: los eerst nog iets op
    [almost-risk] Bijna klaar: de verbinding kan het gesprek maar net aan
    [almost-unchecked] Wat gecontroleerd is, geeft geen problemen
    [fix-first] Nog niet klaar: er moet eerst iets opgelost worden
   *[cannot-say] Nog niet te zeggen: de verbinding is niet gecontroleerd
}
report-not-shared = Niet gedeeld: { $parts }
report-verdict-unchecked = { $verdict }; niet gecontroleerd: { $parts }
report-unfinished = De check is niet afgemaakt.
report-the-part = { $part ->
    [network] het internet
    [sound] het geluid
    [camera] het beeld
   *[computer] de computer
}
report-and = { $first } en { $last }
report-checked-at = Gecontroleerd op { $time }
report-for-level = Soort gesprek: { $level }
report-confidence = { $confidence ->
    [high] Zekerheid: hoog
    [medium] Zekerheid: redelijk
   *[low] Zekerheid: laag
}
report-date = { $day } { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[12] december
} { $year }, { $time }
report-part = { $part ->
    [network] Internet
    [sound] Geluid
    [camera] Beeld
    [computer] Computer
    [devices] Apparaten
   *[plan] Plan B
}
report-level = { $level ->
    [audio] alleen geluid
    [p360] klein beeld (360p)
    [p720] beeld (720p)
    [p1080] scherp beeld (1080p)
   *[share] beeld en een gedeeld scherm
}
report-heading-part = Onderdeel
report-heading-line = Bevinding
report-heading-state = Stand
report-heading-fix = Wat je eerst doet
report-heading-remarks = Opmerkingen
report-heading-levels = Wat de verbinding aankan
report-heading-level = Soort gesprek
report-heading-certainty = Zekerheid
report-remedy = Wat helpt: { $remedy }
report-demo = Voorbeeld: deze cijfers zijn niet gemeten.
report-from-files = { $count ->
    [one] { $parts } komt uit een bestand, niet van een apparaat.
   *[other] { $parts } komen uit een bestand, niet van een apparaat.
}
report-from = Van { $name }
report-fallback = { $channel }: { $details }
report-up = Versturen
report-down = Ontvangen
report-rtt = Heen en terug { $ms } ms
report-rtt-late = Heen en terug { $ms } ms, en { $late_ms } ms als er gebeld wordt
report-rate = { $way }: { $mbps } Mbit/s
report-rate-at-least = { $way }: minstens { $mbps } Mbit/s
report-lost = { $ratio } kwijt
report-lost-not-measured = verlies niet gemeten
report-lost-counted = { $ratio } kwijt ({ $lost } van { $sent })
report-speech = Stem { $db } dBFS
report-noise = achtergrond { $db } dBFS
report-busy = Processor { $share } bezet
report-memory = { $share } van het geheugen vrij
report-video = { $width } × { $height }
report-video-rate = { $width } × { $height }, { $fps } beelden per seconde
report-plan = { $channels ->
    [0] Nog geen andere manier genoteerd om elkaar te bereiken
    [one] { $channels } andere manier om elkaar te bereiken, { $tested ->
        [0] nog niet geprobeerd
       *[other] { $tested } geprobeerd
    }
   *[other] { $channels } andere manieren om elkaar te bereiken, { $tested ->
        [0] nog niet geprobeerd
       *[other] { $tested } geprobeerd
    }
}
report-carries = Goed voor { $level }
report-programs = Programma’s die veel van de computer vragen: { $names }
report-microphone = Microfoon: { $name }
report-loudspeaker = Luidspreker: { $name }
report-camera = Camera: { $name }
report-nothing = Er is niets gekozen om te delen.
report-footer = Deze pagina gaat over de verbinding en de apparaten, niet over de persoon. Ze mag niet worden gebruikt om iemand te kiezen of af te wijzen.
report-made-by = Gemaakt met { $program } { $version }
report-router = Router { $rtt } ms, { $lost } van { $asked } vragen zonder antwoord
report-wifi = Wifisignaal { $signal } dBm

report-finding-network-good = Kan het gesprek aan.
report-finding-network-loss-up = Bij het versturen raakt een deel kwijt.
report-finding-network-loss-down = Bij het ontvangen raakt een deel kwijt.
report-finding-network-delay = Antwoorden komen laat aan.
report-finding-network-delay-under-load = Antwoorden komen laat aan als iemand thuis iets uploadt of downloadt.
report-finding-network-jitter = Geluid en beeld komen onregelmatig aan.
report-finding-network-gap = De verbinding was even weg.
report-finding-network-slow-up = Versturen gaat te langzaam voor dit gesprek.
report-finding-network-slow-down = Ontvangen gaat te langzaam voor dit gesprek.
report-finding-network-udp-blocked = De directe weg voor gesprekken was dicht, op dit netwerk of bij de meetserver; de meeste programma’s vinden een omweg.
report-finding-network-loss-not-measured = Snelheid en vertraging zijn gemeten, verlies niet.
report-finding-network-before-router = Het meeste gaat mis tussen de computer en zijn router.
report-finding-network-wifi-weak = De wifi was zwak.
report-finding-network-this-computer-only = Alleen deze computer is gemeten, niet de verbinding.
report-finding-network-no-answer = Niet gecontroleerd: de meetserver gaf geen antwoord.
report-finding-network-refused = Niet gecontroleerd: op die poort luisterde geen meetserver.
report-finding-network-unreachable = Niet gecontroleerd: vanaf dit netwerk was de meetserver niet te bereiken.
report-finding-network-ipv6-only = Niet gecontroleerd: de meetserver gebruikt een soort adres dat dit netwerk niet kent.
report-finding-network-ipv4-only = Niet gecontroleerd: de meetserver gebruikt een soort adres dat dit netwerk niet kent.
report-finding-network-proxy = Niet gecontroleerd: een proxy liet de meting niet door.
report-finding-network-proxy-login = Niet gecontroleerd: een proxy vroeg om een wachtwoord.
report-finding-network-intercepted = Niet gecontroleerd: iets onderweg liet een eigen certificaat zien.
report-finding-network-portal = Niet nagekeken: het netwerk wilde eerst een inlog.
report-finding-network-wrong-date = Niet gecontroleerd: de datum van de computer klopte niet.
report-finding-network-weak-token = Niet gecontroleerd: de toegangscode was te raden.
report-finding-network-mistyped-token = Niet gecontroleerd: de toegangscode was niet goed overgenomen.
report-finding-network-garbage = Niet gecontroleerd: iets anders antwoordde in plaats van de meetserver.
report-finding-network-unknown-name = Niet gecontroleerd: de naam van de meetserver was niet te vinden.
report-finding-network-other-version = Niet gecontroleerd: de meetserver had een andere versie.
report-finding-network-token-needed = Niet gecontroleerd: de meetserver vroeg om een toegangscode.
report-finding-network-wrong-token = Niet gecontroleerd: de meetserver vroeg om een andere toegangscode.
report-finding-network-untrusted = Niet gecontroleerd: het certificaat van de meetserver werd niet vertrouwd.
report-finding-network-no-tls = Niet gecontroleerd: de meetserver bood geen versleutelde verbinding.
report-finding-network-needs-tls = Niet gecontroleerd: de meetserver neemt alleen versleutelde verbindingen aan.
report-finding-network-server-busy = Niet gecontroleerd: de meetserver was bezet.
report-finding-network-stopped-half-way = Niet gecontroleerd: de meetserver stopte halverwege.
report-finding-network-offline = Niet gecontroleerd: er was geen verbinding.
report-finding-network-not-enough-evidence = Te weinig gemeten om zeker te zijn.
report-finding-network-stopped = Niet gecontroleerd: de meting is gestopt.
report-finding-network-changed = Niet gecontroleerd: het netwerk veranderde tijdens de check.
report-finding-network-broken-off = Niet gecontroleerd: er ging iets mis in Greenroom zelf.
report-finding-sound-good = De stem komt helder over.
report-finding-sound-silent = De microfoon geeft geen geluid.
report-finding-sound-too-soft = De stem is veel te zacht.
report-finding-sound-too-loud = De stem is te hard.
report-finding-sound-clipping = De stem klinkt vervormd.
report-finding-sound-noisy = Er is veel geluid op de achtergrond.
report-finding-sound-low-snr = De stem komt nauwelijks boven het achtergrondgeluid uit.
report-finding-sound-channels-cancel = De twee kanalen van de microfoon heffen elkaar op.
report-finding-sound-dropouts = Het geluid valt af en toe weg.
report-finding-sound-no-speech = Niet gecontroleerd: er is niets gezegd.
report-finding-sound-narrow-band = De stem klinkt als door de telefoon.
report-finding-sound-bluetooth = De draadloze headset kan klinken als een telefoon.
report-finding-sound-no-device = Er is geen microfoon gevonden.
report-finding-sound-no-permission = Niet gecontroleerd: geen toestemming voor de microfoon.
report-finding-sound-in-use = Niet gecontroleerd: een ander programma had de microfoon.
report-finding-sound-unplugged = Niet gecontroleerd: de microfoon is losgekoppeld.
report-finding-sound-no-data = Niet gecontroleerd: de microfoon gaf niets door.
report-finding-sound-skipped = Niet gecontroleerd.
report-finding-sound-unsupported = Kon op dit systeem niet gecontroleerd worden.
report-finding-sound-broken-off = Niet gecontroleerd: er ging iets mis in Greenroom zelf.
report-finding-sound-tone-not-heard = De testtoon is niet gehoord.
report-finding-sound-no-output = Er is geen luidspreker gevonden.
report-finding-camera-good = Het beeld is helder en loopt soepel.
report-finding-camera-black = Het beeld is zwart.
report-finding-camera-nothing-to-see = Het beeld is één kleur, ruis of een logo.
report-finding-camera-frozen = Het beeld staat stil.
report-finding-camera-low-rate = Het beeld hapert.
report-finding-camera-dark = Het beeld is donker.
report-finding-camera-bright = Het beeld is te fel.
report-finding-camera-low-resolution = Het beeld heeft weinig details.
report-finding-camera-garbage = Delen van het beeld zijn beschadigd.
report-finding-camera-no-device = Er is geen camera gevonden.
report-finding-camera-no-permission = Niet gecontroleerd: geen toestemming voor de camera.
report-finding-camera-in-use = Niet gecontroleerd: een ander programma had de camera.
report-finding-camera-unplugged = Niet gecontroleerd: de camera is losgekoppeld.
report-finding-camera-no-frames = Niet gecontroleerd: de camera gaf geen beeld.
report-finding-camera-skipped = Niet gecontroleerd.
report-finding-camera-unsupported = Kon op dit systeem niet gecontroleerd worden.
report-finding-camera-broken-off = Niet gecontroleerd: er ging iets mis in Greenroom zelf.
report-finding-computer-good = Er zit niets in de weg.
report-finding-computer-hog = Een programma gebruikt veel van de computer.
report-finding-computer-bursty = Een programma gebruikte af en toe veel van de computer.
report-finding-computer-busy = De computer heeft het druk.
report-finding-computer-very-busy = De computer heeft het erg druk.
report-finding-computer-memory-low = Er is weinig geheugen vrij.
report-finding-computer-memory-very-low = Er is bijna geen geheugen vrij.
report-finding-computer-stopped = Niet gecontroleerd: de meting is gestopt.
report-finding-computer-unsupported = Kon op dit systeem niet gecontroleerd worden.
report-finding-computer-broken-off = Niet gecontroleerd: er ging iets mis in Greenroom zelf.


## Verder opletten na de uitslag

watch-seconds = { $n } s
watch-minutes = { $n } min
watch-on-clean = Al { $length } opgelet, geen gat
watch-on-since = Al { $length } opgelet, niets meer sinds { $at } s
watch-clean = { $length } opgelet, geen gat
watch-since = { $length } opgelet, niets meer sinds { $at } s
watch-changed = De uitslag veranderde het laatst na { $at } s.
watch-away = In { $time } daarvan had deze computer het te druk om op te letten.
watch-ended-far-end-gone = De server hield er eerder mee op; de uitslag blijft staan.
watch-ended-no-answer = Het hield eerder op: er kwam geen antwoord meer. Controleer opnieuw om te zien of je lijn nu werkt.
watch-ended-slept = Het hield eerder op, doordat de computer in slaap ging; de uitslag blijft staan.
watch-ended-network-changed = Het hield eerder op, doordat je nu op een ander netwerk zit. Controleer opnieuw om te horen hoe dat is.
