# Wat er gevonden is. De waarde is het effect (titel, hooguit 45 tekens), .cause zegt in één zin waarom,
# .short is één regel in een lijst (hooguit 42 tekens).
# De argumenten komen uit de meting, al opgemaakt voor hun eenheid; has_* is "yes" of "no"; direction is "up" of "down".

## Internet

finding-network-good = Je verbinding houdt het
    .cause = { $has_rtt ->
        [yes] Een woord is in { $rtt_ms } ms heen en terug.
       *[no] De lijn kan aan wat het gesprek vraagt.
    } { $has_up ->
        [yes] Je kunt { $up_mbps } Mbit/s versturen{ $has_down ->
            [yes] { " " }en { $down_mbps } ontvangen.
           *[no] .
        }
       *[no] { "" }
    } { $has_host ->
        [yes] Dat is gemeten met { $host }, een openbare server bij jou in de buurt; die van het gesprek zelf kan ergens anders staan.
       *[no] { "" }
    }
    .short = { $has_rtt ->
        [yes] Houdt het, { $rtt_ms } ms heen en terug
       *[no] Houdt het gesprek
    }
finding-network-loss-up = Je stem kan haperen
    .cause = Van wat jij verstuurt, raakt { $ratio } onderweg kwijt. Tot { $limit } merkt niemand er iets van.
    .short = { $ratio } van wat je stuurt raakt kwijt
finding-network-loss-down = Je kunt woorden missen
    .cause = Van wat naar je toe komt, raakt { $ratio } onderweg kwijt. Tot { $limit } merk je er niets van.
    .short = { $ratio } van wat binnenkomt raakt kwijt
finding-network-delay = Jullie praten misschien door elkaar heen
    .cause = Een woord en het antwoord zijn samen { $rtt_ms } ms onderweg. Tot { $limit_ms } ms voelt het gewoon.
    .short = Antwoorden komen laat: { $rtt_ms } ms
finding-network-delay-under-load = { $direction ->
        [up] Het gesprek kan stokken als iemand uploadt
        [down] Het gesprek kan stokken als iemand downloadt
       *[other] Het gesprek kan stokken als de lijn druk is
    }
    .cause = { $direction ->
        [up] Als iemand thuis iets uploadt, loopt de vertraging op tot { $rtt_ms } ms. Tot { $limit_ms } ms is prima.
        [down] Als iemand thuis iets downloadt, loopt de vertraging op tot { $rtt_ms } ms. Tot { $limit_ms } ms is prima.
       *[other] Als iemand thuis de lijn gebruikt, loopt de vertraging op tot { $rtt_ms } ms. Tot { $limit_ms } ms is prima.
    }
    .short = { $rtt_ms } ms als de lijn druk is
finding-network-jitter = { $direction ->
        [up] Je stem kan hortend klinken
       *[other] Hun stem kan hortend klinken
    }
    .cause = { $direction ->
        [up] Wat jij verstuurt, komt niet gelijkmatig aan: tot { $pdv_ms } ms te laat.
       *[other] Wat naar jou komt, komt niet gelijkmatig aan: tot { $pdv_ms } ms te laat.
    } Tot { $limit_ms } ms merkt niemand er iets van.
    .short = { $direction ->
        [up] Wat je stuurt komt niet gelijkmatig aan
       *[other] Wat binnenkomt is niet gelijkmatig
    }
finding-network-gap = Het gesprek valt misschien even weg
    .cause = { $has_count ->
        [yes] { $count ->
            [one] De verbinding was één keer weg, { $gap_ms } lang
           *[other] De verbinding was { $count } keer weg, hooguit { $gap_ms } lang
        }
       *[no] De verbinding was { $gap_ms } weg
    }{ $direction ->
        [up] , van jou naar hen.
        [down] , van hen naar jou.
       *[other] .
    }
    .short = { $has_count ->
        [yes] { $count ->
            [one] Eén gat van { $gap_ms }
           *[other] { $count } gaten, hooguit { $gap_ms }
        }
       *[no] Een gat van { $gap_ms }
    }
finding-network-slow-up = Je beeld kan wazig zijn of blijven hangen
    .cause = Je kunt nu { $mbps } Mbit/s versturen; dit gesprek vraagt { $need_mbps }.
    .short = { $mbps } van de { $need_mbps } Mbit/s vanaf jou
finding-network-slow-down = Hun beeld kan wazig zijn of blijven hangen
    .cause = Je kunt nu { $mbps } Mbit/s ontvangen; dit gesprek vraagt { $need_mbps }.
    .short = { $mbps } van de { $need_mbps } Mbit/s naar jou
finding-network-udp-blocked = Beeld en geluid nemen misschien een omweg
    .cause = { $has_operators ->
        [yes] Webpagina’s openen, maar de directe weg voor gesprekken (UDP) is op dit netwerk dicht: geen van { $operators } servers gaf antwoord. De meeste programma’s vinden een andere weg, met meer vertraging.
       *[no] De directe weg voor gesprekken is dicht, op dit netwerk of bij de meetserver. De meeste programma’s vinden een andere, met meer vertraging.
    }
    .short = De directe weg voor bellen is dicht
finding-network-loss-not-measured = Of er iets wegvalt, is niet gemeten
    .cause = Een proefgesprek lukte hier niet: wat kwijtraakt is niet te zien.
    .short = Wat kwijtraakt is niet gemeten
finding-network-before-router = { $kind ->
        [wifi] Het ligt aan de wifi, niet aan je provider
       *[other] Het zit tussen jou en je router
    }
    .cause = { $kind ->
        [wifi] Het meeste gaat mis tussen deze computer en je router. Een kabel of een betere plek helpt; je provider bellen niet.
       *[other] Het meeste gaat mis tussen deze computer en je router: de kabel, de adapter of de router zelf.
    }
    .short = { $kind ->
        [wifi] Het hapert in de wifi
       *[other] Het hapert vóór je router
    }
finding-network-beyond-router = { $kind ->
        [wifi] Je wifi is in orde
       *[other] Je eigen netwerk is in orde
    }
    .cause = Je router antwoordt zoals het hoort. Wat misgaat, gebeurt daarachter: bij je provider of nog verder.
    .short = Het hapert voorbij je router
finding-network-wifi-weak = { $strength ->
        [very_weak] De wifi komt hier nauwelijks
       *[other] De wifi is zwak op deze plek
    }
    .cause = Het signaal is hier { $signal_dbm } dBm; vanaf { $limit_dbm } dBm is er ruimte over.
    .short = Zwakke wifi: { $signal_dbm } dBm
finding-network-slow-names = De vergadering opent soms wat traag
    .cause = Een naam opzoeken op internet duurde { $lookup_ms } ms; tot { $limit_ms } ms merkt niemand het. Loopt het gesprek eenmaal, dan maakt het niet uit.
    .short = Namen opzoeken gaat traag
finding-network-proxied = Webpagina’s gaan hier via een proxy
    .cause = Op het werk is dat gewoon. Gesprekken gaan eromheen als dat mag; anders nemen ze een langzamere weg erdoorheen.
    .short = Webpagina’s gaan via een proxy
finding-network-ipv6-broken = Deelnemen kan iets langer duren
    .cause = Dit netwerk biedt IPv6 aan, maar dat loopt dood. Via IPv4 is alles te vinden; programma’s moeten daar eerst achter komen.
    .short = IPv6 loopt hier dood
finding-network-this-computer-only = Dit was een proefrondje
    .cause = Alleen deze computer is gemeten; over je internet zegt het niets.
    .short = Proefrondje, zegt niets over internet
finding-network-no-answer = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host } gaf geen antwoord. Misschien staat die server uit, of luistert daar een ander programma. Je verbinding kan best goed zijn.
       *[no] Geen server gaf antwoord. Je verbinding kan best goed zijn.
    }
    .short = Geen server gaf antwoord
finding-network-refused = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] De computer { $host } is bereikbaar, maar op die poort luistert geen server.
       *[no] De computer is bereikbaar, maar op die poort luistert geen server.
    }
    .short = Geen server op die poort
finding-network-unreachable = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Er is wel een netwerk, maar { $host } is vanaf hier niet te bereiken.
       *[no] Er is wel een netwerk, maar de server is vanaf hier niet te bereiken.
    }
    .short = Server vanaf hier niet te bereiken
finding-network-ipv6-only = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host } is alleen over IPv6 te bereiken, en dit netwerk heeft alleen IPv4.
       *[no] De server is alleen over IPv6 te bereiken, en dit netwerk heeft alleen IPv4.
    }
    .short = Server alleen over IPv6 te bereiken
finding-network-ipv4-only = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host } is alleen over IPv4 te bereiken, en dit netwerk heeft alleen IPv6.
       *[no] De server is alleen over IPv4 te bereiken, en dit netwerk heeft alleen IPv6.
    }
    .short = Server alleen over IPv4 te bereiken
finding-network-proxy = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Dit netwerk gaat via een proxy ({ $host }), en die laat de meting niet door.
       *[no] Dit netwerk gaat via een proxy, en die laat de meting niet door.
    }
    .short = De proxy laat de meting niet door
finding-network-proxy-login = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Dit netwerk gaat via een proxy ({ $host }), en die vraagt om een naam en wachtwoord.
       *[no] Dit netwerk gaat via een proxy, en die vraagt om een naam en wachtwoord.
    }
    .short = De proxy vraagt om een wachtwoord
finding-network-intercepted = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Tussen jou en { $host } zit iets dat een eigen certificaat laat zien, zoals een virusscanner of een bedrijfsnetwerk. Deze computer vertrouwt het niet; er is dus niets gemeten.
       *[no] Tussen jou en de server zit iets dat een eigen certificaat laat zien. Deze computer vertrouwt het niet; er is dus niets gemeten.
    }
    .short = Iets onderweg toont een eigen certificaat
finding-network-portal = Dit netwerk wil dat je eerst inlogt
    .cause = In plaats van webpagina’s laat het een eigen pagina zien, zoals in een hotel of in de trein. Zolang je daar niet bent ingelogd, komt er geen gesprek door.
    .short = Log eerst in op dit netwerk
finding-network-wrong-date = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Het certificaat van { $host } geldt niet op de datum die deze computer aangeeft. Waarschijnlijk staat de klok verkeerd.
       *[no] Het certificaat van de server geldt niet op de datum die deze computer aangeeft. Waarschijnlijk staat de klok verkeerd.
    }
    .short = De datum van deze computer klopt niet
finding-network-weak-token = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] De toegangscode voor { $host } is te kort of te raden, en wordt daarom niet gebruikt.
       *[no] De toegangscode is te kort of te raden, en wordt daarom niet gebruikt.
    }
    .short = De toegangscode is te raden
finding-network-mistyped-token = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] In de toegangscode voor { $host } is een teken veranderd, of er ontbreekt een stuk.
       *[no] In de toegangscode is een teken veranderd, of er ontbreekt een stuk.
    }
    .short = De toegangscode is niet goed overgenomen
finding-network-garbage = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Op { $host } gaf iets anders antwoord dan een server van Greenroom. Het kan een inlogpagina van het netwerk zijn.
       *[no] Er gaf iets anders antwoord dan een server van Greenroom. Het kan een inlogpagina van het netwerk zijn.
    }
    .short = Iets anders gaf antwoord
finding-network-unknown-name = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Een server met de naam “{ $host }” is niet te vinden.
       *[no] De naam van de server is niet te vinden.
    } { $has_meant ->
        [yes] Bedoelde je “{ $meant }”?
       *[no] Je verbinding kan best goed zijn.
    }
    .short = De naam van de server is onbekend
finding-network-other-version = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] De server { $host } gebruikt een andere versie van Greenroom.
       *[no] De server gebruikt een andere versie van Greenroom.
    }
    .short = De server heeft een andere versie
finding-network-token-needed = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host }
       *[no] De server
    } { $credential ->
        [code_file_missing] vraagt om een toegangscode, en het bestand ervan is er niet of is niet te lezen.
       *[other] vraagt om een toegangscode, en die is niet opgegeven.
    }
    .short = { $credential ->
        [code_file_missing] Bestand met de toegangscode is er niet
       *[other] De server vraagt om een toegangscode
    }
finding-network-wrong-token = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host } nam de toegangscode niet aan.
       *[no] De server nam de toegangscode niet aan.
    }
    .short = De toegangscode werd niet aangenomen
finding-network-untrusted = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host }
       *[no] De server
    } { $credential ->
        [certificate_missing] liet een certificaat zien dat deze computer niet kent, en het certificaatbestand van de instellingen is er niet of is niet te lezen.
        [certificate_unusable] liet een certificaat zien dat deze computer niet kent, en in het gekozen bestand staat geen bruikbaar certificaat.
        [other_certificate] liet een ander certificaat zien dan het gekozen; er is dus niets verstuurd.
        [other_name] liet een certificaat zien dat voor een ander adres is; er is dus niets verstuurd.
       *[other] liet een certificaat zien dat deze computer niet vertrouwt; er is dus niets verstuurd.
    }
    .short = { $credential ->
        [certificate_missing] Het certificaatbestand is er niet
        [certificate_unusable] Geen certificaat in het gekozen bestand
        [other_certificate] Gekozen certificaat hoort hier niet bij
        [other_name] Certificaat is voor een ander adres
       *[other] Certificaat van de server niet vertrouwd
    }
finding-network-no-tls = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host } biedt geen versleutelde verbinding, en het adres vraagt daar wel om (tls://).
       *[no] De server biedt geen versleutelde verbinding, en het adres vraagt daar wel om (tls://).
    }
    .short = De server versleutelt niet
finding-network-needs-tls = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] { $host } neemt alleen versleutelde verbindingen aan.
       *[no] De server neemt alleen versleutelde verbindingen aan.
    }
    .short = De server wil een versleutelde verbinding
finding-network-server-busy = Je internet is niet gecontroleerd
    .cause = { $has_host ->
        [yes] Bij { $host } is nu geen plek, of er is vanaf jouw netwerk het afgelopen uur al vaak gemeten.
       *[no] Bij de server is nu geen plek, of er is vanaf jouw netwerk het afgelopen uur al vaak gemeten.
    } Over je verbinding zegt dat niets.
    .short = De server heeft nu geen plek
finding-network-stopped-half-way = Je internet is maar deels gecontroleerd
    .cause = { $has_host ->
        [yes] { $host } gaf halverwege geen antwoord meer.
       *[no] De server gaf halverwege geen antwoord meer.
    } Dat kan aan de server liggen of aan de verbinding.
    .short = De server stopte halverwege
finding-network-offline = Er is geen verbinding
    .cause = Deze computer zit nu op geen enkel netwerk.
    .short = Niet op een netwerk
finding-network-not-enough-evidence = Nog niet te zeggen of je internet het aankan
    .cause = Er kwam te weinig door om het zeker te weten.
    .short = Er kwam te weinig door
finding-network-timing-unsure = De tijden zijn minder zeker
    .cause = Deze computer was zo druk dat { $ratio } van de proef te laat verstuurd werd.
    .short = Tijden minder zeker, computer is druk
finding-network-vpn = Het gesprek gaat via een omweg
    .cause = Je internet loopt via een VPN, vaak die van werk of school.
    .short = Via een VPN
finding-network-stopped = Je internet is niet gecontroleerd
    .cause = De check is gestopt voordat hij klaar was.
    .short = Gestopt voor het einde
finding-network-changed = Je internet is niet gecontroleerd
    .cause = De computer ging halverwege naar een ander netwerk; de cijfers zeggen dus niets.
    .short = Het netwerk wisselde halverwege
finding-network-broken-off = Je internet is niet gecontroleerd
    .cause = Er ging iets mis in Greenroom zelf. Je verbinding kan best goed zijn.
    .short = Er ging iets mis in Greenroom

## Geluid

finding-sound-good = Je bent goed te horen
    .cause = Je stem komt helder binnen.
    .short = Je stem komt helder binnen
finding-sound-silent = Ze horen je niet
    .cause = Er komt helemaal niets uit de microfoon; misschien staat die uit.
    .short = Er komt niets uit de microfoon
finding-sound-too-soft = Je bent misschien moeilijk te horen
    .cause = De microfoon vangt maar weinig van je stem op.
    .short = Je stem komt heel zacht binnen
finding-sound-soft = Je klinkt wat zacht
    .cause = Je stem komt wat zacht binnen. De meeste belprogramma’s zetten dat zelf harder.
    .short = Wat zacht; programma’s maken dat goed
finding-sound-loud = Je klinkt wat hard
    .cause = Je stem komt iets harder binnen dan prettig is.
    .short = Wat hard
finding-sound-too-loud = Je stem klinkt misschien te hard
    .cause = Je stem komt veel harder binnen dan prettig is.
    .short = Je stem komt heel hard binnen
finding-sound-clipping = Je stem kan kraken
    .cause = { $events ->
        [0] De hardste momenten waren te veel voor de microfoon.
        [one] Eén hard moment was te veel voor de microfoon.
       *[other] { $events } harde momenten waren te veel voor de microfoon.
    }
    .short = Harde momenten worden afgekapt
finding-sound-noisy = Ze horen ook de kamer om je heen
    .cause = Naast je stem is er in de kamer veel te horen.
    .short = Veel geluid uit de kamer
finding-sound-low-snr = Je stem kan in het geruis verdwijnen
    .cause = Je stem komt nauwelijks boven de geluiden om je heen uit.
    .short = Stem en geruis liggen dicht bij elkaar
finding-sound-hum = Onder je stem klinkt gebrom
    .cause = Met je stem klinkt een lage toon van { $mains_hz } Hz mee. Meestal komt die van een lader of een kabel.
    .short = Gebrom van het stroomnet
finding-sound-channels-cancel = Ze kunnen je misschien nauwelijks horen
    .cause = De twee kanalen van je microfoon heffen elkaar op: waar een programma ze samenvoegt, verdwijnt je stem.
    .short = De twee kanalen heffen elkaar op
finding-sound-dropouts = Er kunnen woorden wegvallen
    .cause = { $count ->
        [one] Het geluid viel één keer weg terwijl je sprak.
       *[other] Het geluid viel { $count } keer weg terwijl je sprak.
    }
    .short = { $count ->
        [one] Eén onderbreking in het geluid
       *[other] { $count } onderbrekingen in het geluid
    }
finding-sound-no-speech = Je stem is niet gecontroleerd
    .cause = Er kwam tijdens de check geen spraak binnen.
    .short = Er kwam geen spraak binnen
finding-sound-narrow-band = Je klinkt als aan de telefoon
    .cause = De microfoon geeft alleen het lage deel van je stem door. Draadloze headsets doen dat vaak.
    .short = Een deel van je stem komt niet door
finding-sound-bluetooth = Je klinkt misschien als aan de telefoon
    .cause = Een Bluetooth-headset geeft minder van je stem door zodra de microfoon ervan aanstaat.
    .short = Microfoon via Bluetooth
finding-sound-no-device = Ze horen je niet
    .cause = Er is geen microfoon gevonden op deze computer.
    .short = Geen microfoon gevonden
finding-sound-no-permission = Je stem is niet gecontroleerd
    .cause = De computer laat Greenroom niet bij de microfoon.
    .short = Geen toegang tot de microfoon
finding-sound-in-use = Je stem is niet gecontroleerd
    .cause = { $has_app ->
        [yes] { $app } gebruikt de microfoon.
       *[no] Een ander programma gebruikt de microfoon.
    }
    .short = { $has_app ->
        [yes] { $app } heeft de microfoon
       *[no] Een ander programma heeft de microfoon
    }
finding-sound-unplugged = Je stem is niet gecontroleerd
    .cause = De microfoon verdween tijdens de check.
    .short = De microfoon verdween
finding-sound-no-data = Je stem is niet gecontroleerd
    .cause = De microfoon ging open, maar gaf geen geluid.
    .short = De microfoon gaf geen geluid
finding-sound-skipped = Je stem is niet gecontroleerd
    .cause = Dit deel is niet gedaan. Het kan nog.
    .short = Niet gedaan; het kan nog
finding-sound-unsupported = Je stem is niet gecontroleerd
    .cause = Greenroom kan het geluid van dit systeem niet gebruiken.
    .short = Niet te controleren op dit systeem
finding-sound-broken-off = Je stem is niet gecontroleerd
    .cause = Er ging iets mis in Greenroom zelf. Je microfoon kan best goed zijn.
    .short = Er ging iets mis in Greenroom
finding-sound-tone-not-heard = Je hoort ze misschien niet
    .cause = { $has_device ->
        [yes] Je hoorde de toon niet die uit { $device } kwam.
       *[no] Je hoorde de toon niet.
    }
    .short = De toon werd niet gehoord
finding-sound-tone-not-asked = De toon is niet geprobeerd
    .cause = Niemand heeft naar de toon geluisterd; over je luidspreker zegt dit dus niets.
    .short = De toon is niet geprobeerd
finding-sound-no-output = Je hoort ze niet
    .cause = Er is geen luidspreker of koptelefoon gevonden op deze computer.
    .short = Geen luidspreker gevonden

## Beeld

finding-camera-good = Je bent goed te zien
    .cause = { $has_fps ->
        [yes] Het beeld is helder en loopt soepel, met { $fps } beelden per seconde.
       *[no] Het beeld is helder.
    }
    .short = Helder en soepel
finding-camera-black = Ze zien zwart beeld
    .cause = De lens is afgedekt, of een schuifje of toets heeft de camera dichtgezet.
    .short = Het beeld is zwart
finding-camera-nothing-to-see = Ze zien niets van je
    .cause = De camera geeft één kleur, ruis of een logo. Vaak is dat een virtuele camera waarvan het programma niet draait, of een camera die hapert.
    .short = Niets te zien
finding-camera-frozen = Ze zien je beeld stilstaan
    .cause = De camera stuurt steeds hetzelfde beeld.
    .short = Het beeld staat stil
finding-camera-low-rate = Je beweegt misschien schokkerig
    .cause = De camera geeft { $fps } beelden per seconde; vanaf { $limit_fps } ziet het er soepel uit. Vaak komt het door weinig licht.
    .short = { $fps } beelden per seconde
finding-camera-modest-rate = Je beweegt misschien wat schokkerig
    .cause = De camera geeft { $fps } beelden per seconde; vanaf { $limit_fps } ziet het er soepel uit. Vaak komt het door weinig licht.
    .short = { $fps } beelden per seconde
finding-camera-dark = Je gezicht is misschien lastig te zien
    .cause = De camera krijgt weinig licht.
    .short = Weinig licht
finding-camera-bright = Je gezicht valt misschien weg in het licht
    .cause = De camera krijgt heel veel licht.
    .short = Veel licht
finding-camera-low-resolution = Je beeld is misschien wat wazig
    .cause = De camera geeft een klein beeld, { $height } lijnen hoog.
    .short = Het beeld is { $height } lijnen hoog
finding-camera-garbage = Het beeld kan blokjes laten zien
    .cause = Van de beelden kwam { $ratio } beschadigd binnen.
    .short = { $ratio } van de beelden beschadigd
finding-camera-no-device = Ze zien je niet
    .cause = Er is geen camera gevonden op deze computer.
    .short = Geen camera gevonden
finding-camera-no-permission = Je beeld is niet gecontroleerd
    .cause = De computer laat Greenroom niet bij de camera.
    .short = Geen toegang tot de camera
finding-camera-in-use = Je beeld is niet gecontroleerd
    .cause = { $has_app ->
        [yes] { $app } gebruikt de camera.
       *[no] Misschien gebruikt een ander programma de camera.
    }
    .short = { $has_app ->
        [yes] { $app } heeft de camera
       *[no] Camera misschien elders in gebruik
    }
finding-camera-unplugged = Je beeld is niet gecontroleerd
    .cause = De camera verdween tijdens de check.
    .short = De camera verdween
finding-camera-no-frames = Je beeld is niet gecontroleerd
    .cause = De camera ging open, maar gaf geen beeld.
    .short = De camera gaf geen beeld
finding-camera-skipped = Je beeld is niet gecontroleerd
    .cause = Dit deel is niet gedaan. Het kan nog.
    .short = Niet gedaan; het kan nog
finding-camera-unsupported = Je beeld is niet gecontroleerd
    .cause = Greenroom kan deze camera op dit systeem niet gebruiken.
    .short = Niet te controleren op dit systeem
finding-camera-broken-off = Je beeld is niet gecontroleerd
    .cause = Er ging iets mis in Greenroom zelf. Je camera kan best goed zijn.
    .short = Er ging iets mis in Greenroom

## Computer

finding-computer-good = Er zit niets in de weg
    .cause = De computer heeft ruimte over voor je gesprek.
    .short = Ruimte genoeg
finding-computer-hog = Beeld en geluid kunnen haperen
    .cause = { $has_app ->
        [yes] { $app } gebruikt { $ratio } van de computer.
       *[no] Iets op de achtergrond gebruikt { $ratio } van de computer. Het noemt zichzelf “{ $program }”.
    }
    .short = { $has_app ->
        [yes] { $app } gebruikt { $ratio }
       *[no] Iets op de achtergrond gebruikt { $ratio }
    }
finding-computer-bursty = Het gesprek hapert misschien af en toe
    .cause = { $has_app ->
        [yes] { $app } had het af en toe druk, met tot { $ratio } van de computer.
       *[no] Iets op de achtergrond had het af en toe druk, met tot { $ratio } van de computer. Het noemt zichzelf “{ $program }”.
    }
    .short = { $has_app ->
        [yes] { $app } had het af en toe druk
       *[no] Iets had het af en toe druk
    }
finding-computer-busy = Beeld en geluid kunnen haperen
    .cause = De computer is voor { $ratio } bezet; onder { $limit } is er ruimte voor een gesprek.
    .short = De computer is voor { $ratio } bezet
finding-computer-very-busy = Het gesprek gaat waarschijnlijk haperen
    .cause = De computer is voor { $ratio } bezet{ $has_app ->
        [yes] , vooral door { $app }
       *[no] { $has_program ->
            [yes] , vooral door iets dat zichzelf “{ $program }” noemt
           *[no] { "" }
        }
    }; onder { $limit } is er ruimte voor een gesprek.
    .short = De computer is voor { $ratio } bezet
finding-computer-memory-low = Het gesprek kan traag worden
    .cause = Van het geheugen is { $ratio } vrij; { $limit } is genoeg.
    .short = { $ratio } van het geheugen is vrij
finding-computer-memory-very-low = Het gesprek kan vastlopen
    .cause = Van het geheugen is nog maar { $ratio } vrij; { $limit } is genoeg.
    .short = Nog { $ratio } van het geheugen vrij
finding-computer-on-battery = Je laptop draait op de accu
    .cause = { $has_ratio ->
        [yes] Nog { $ratio }. Aan de lader loopt een laptop vaak ook sneller.
       *[no] Aan de lader loopt een laptop vaak ook sneller.
    }
    .short = { $has_ratio ->
        [yes] Op de accu, nog { $ratio }
       *[no] Op de accu
    }
finding-computer-battery-low = Je laptop kan uitvallen tijdens het gesprek
    .cause = De accu heeft nog { $ratio }.
    .short = De accu heeft nog { $ratio }
finding-computer-camera-held = Je gesprek krijgt de camera misschien niet
    .cause = { $app } gebruikt nu de camera.
    .short = { $app } heeft de camera
finding-computer-microphone-held = Je microfoon is misschien al bezet
    .cause = { $app } gebruikt nu de microfoon.
    .short = { $app } heeft de microfoon
finding-computer-meeting-app = Er staat nog een belprogramma open
    .cause = { $app } staat ook open. Het kan tijdens je gesprek overgaan, of de camera of microfoon bezet houden.
    .short = { $app } staat ook open
finding-computer-stopped = De computer is niet gecontroleerd
    .cause = De check is gestopt voordat hij klaar was.
    .short = Gestopt voor het einde
finding-computer-unsupported = De computer is niet gecontroleerd
    .cause = Dit systeem vertelt niet hoe druk het is.
    .short = Niet te controleren op dit systeem
finding-computer-broken-off = De computer is niet gecontroleerd
    .cause = Er ging iets mis in Greenroom zelf. Het zegt niets over je computer.
    .short = Er ging iets mis in Greenroom
