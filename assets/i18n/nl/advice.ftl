# Wat helpt. De waarde is één zin, .button twee tot vier woorden, .steps de weg ernaartoe, één stap per regel.
# $app en $host komen uit de bevinding; $os is "windows", "macos" of "linux".

## Internet

advice-use-cable = Sluit een netwerkkabel aan, als je er een hebt.
    .button = Kabel gebruiken
    .steps =
        Leg een netwerkkabel van je router of de aansluiting in de muur naar de computer.
        Een dunne laptop heeft er een usb-adapter voor nodig.
        Zet wifi uit, dan loopt je gesprek over de kabel.
        Controleer opnieuw.
advice-move-closer = Ga dichter bij de wifi-router zitten, of in een andere kamer.
    .button = Zoek een betere plek
    .steps =
        Loop naar je wifi-router; een deur of muur minder helpt al.
        Zet de computer op tafel, niet achter een scherm of kast.
        Controleer daar opnieuw, en blijf op de beste plek.
advice-pause-transfers = Zet even stil wat er verstuurd of gedownload wordt, ook door huisgenoten.
    .button = Laat zien hoe
    .steps =
        Pauzeer downloads, updates en foto’s die geüpload worden op deze computer.
        Laat ook je telefoon en tablet even wachten.
        Vraag huisgenoten om films en spellen te bewaren tot na je gesprek.
advice-use-hotspot = Probeer de hotspot van je telefoon.
    .button = Hotspot gebruiken
    .steps =
        Zet de hotspot aan in de instellingen van je telefoon.
        Kies hem op deze computer in de lijst met wifi-netwerken.
        Leg je telefoon aan de lader, waar hij goed bereik heeft.
        Controleer opnieuw; een uur beeldbellen kost ongeveer 1 GB.
advice-audio-only = Hapert je stem? Zet dan je camera uit en praat verder.
    .button = Laat zien hoe
    .steps =
        Zeg: “Ik zet mijn camera even uit, dan hoor je me beter.”
        Klik in het belprogramma op de cameraknop.
        Zet hem weer aan als het goed loopt.
advice-pause-vpn = Zet de VPN uit tijdens het gesprek, als dat mag van je werk of school.
    .button = Over de VPN
    .steps =
        Vraag het eerst na als de VPN van je werk of school is.
        Verbreek hem in het VPN-programma, vaak een icoontje bij de klok.
        Controleer opnieuw.
advice-connect-network = Maak verbinding met wifi of sluit een netwerkkabel aan.
    .button = Verbinding maken
    .steps =
        Kijk of wifi aanstaat en de vliegtuigstand uit is.
        Kies je netwerk, of sluit een kabel aan.
        Lukt het niet? Gebruik de hotspot van je telefoon.
advice-measure-again = Controleer zo meteen opnieuw.
    .button = Controleer opnieuw
    .steps =
        Laat andere dingen even rusten.
        Druk op “Controleer opnieuw”.
advice-check-server = Vraag na of het adres van de server klopt.
    .button = Over het adres
    .steps =
        In de trein of een hotel: open eerst een webpagina en log daar in.
        Vergelijk het adres bij Instellingen met het adres dat je kreeg.
        Of kies daar de openbare servers.
advice-check-spelling = Kijk de spelling van de servernaam na.
    .button = Over de naam
    .steps =
        Vergelijk hem letter voor letter met het adres dat je kreeg.
        Gaat er ook geen website open? Kijk dan eerst naar je verbinding.
        Controleer opnieuw.
advice-ask-token = Vraag de toegangscode aan wie je het adres van de server gaf.
    .button = Over de code
    .steps =
        Plak de code bij Instellingen, in het veld Toegangscode.
        In een terminal: zet hem op de eerste regel van een bestand, en geef --token-file BESTAND mee.
        Controleer opnieuw.
advice-check-token = Vraag de juiste toegangscode aan wie je het adres van de server gaf.
    .button = Over de code
    .steps =
        Kopieer de code nog eens in zijn geheel.
        Plak hem bij Instellingen, in het veld Toegangscode. In een terminal: --token-file BESTAND.
        Controleer opnieuw.
advice-ask-made-token = Vraag de code nog eens aan wie hem stuurde.
    .button = Over de code
    .steps =
        Een code van Greenroom bestaat uit zes groepjes van vijf letters en cijfers. Ziet de jouwe er anders uit? Vraag dan om zo’n code.
        Plak hem in zijn geheel bij Instellingen, in het veld Toegangscode.
        Controleer opnieuw.
advice-ask-server-runs = Vraag na of de server aanstaat, en op welke poort.
    .button = Over de server
    .steps =
        Vergelijk het adres bij Instellingen met het adres dat je kreeg, ook het getal achter de dubbele punt.
        Vraag of de server nu aanstaat.
        Controleer opnieuw, of kies bij Instellingen de openbare servers.
advice-other-ip-version = Probeer een ander netwerk, of vraag om een ander adres van de server.
    .button = Laat zien hoe
    .steps =
        Veel mobiele netwerken hebben allebei: probeer de hotspot van je telefoon.
        Of vraag wie je het adres gaf om een ander, dat hier wel te bereiken is.
        Of kies bij Instellingen de openbare servers.
advice-proxy-login = Meld je aan bij de proxy, of gebruik een netwerk zonder proxy.
    .button = Laat zien hoe
    .steps =
        Open een webpagina; vraagt die om een naam en wachtwoord, meld je dan aan.
        Op je werk of school: vraag hoe programma’s door de proxy komen, en of videogesprekken door mogen.
        Of probeer je wifi thuis, of de hotspot van je telefoon.
advice-sign-in = Open een webpagina en log daar in op dit netwerk.
    .button = Zo log je in
    .steps =
        Open je browser en een willekeurige webpagina. De pagina van dit netwerk verschijnt vanzelf.
        Ga akkoord met de voorwaarden, of typ de code die je kreeg.
        Doe de check opnieuw.
advice-set-date = Zet de datum en de tijd van je computer goed.
    .button = Laat zien hoe
    .steps =
        { $os ->
            [windows] Open Instellingen › Tijd en taal › Datum en tijd.
            [macos] Open Systeeminstellingen › Algemeen › Datum en tijd.
           *[linux] Open de instellingen van je systeem en zoek daar naar “datum en tijd”.
        }
        Laat de tijd automatisch instellen, of zet hem met de hand goed.
        Controleer opnieuw.
advice-check-certificate = Vraag het certificaat aan wie je het adres van de server gaf, en kies dat bestand bij Instellingen (in een terminal: --tls-ca).
    .button = Over het certificaat
    .steps =
        Vergelijk het adres van de server letter voor letter met het adres dat je kreeg.
        Kreeg je er een certificaatbestand bij? Kies dat bij Instellingen, onder de server. In een terminal: --tls-ca BESTAND.
        Controleer opnieuw.
advice-choose-certificate = Kies bij Instellingen het bestand met het certificaat, of maak dat veld leeg als je er geen kreeg.
    .button = Over het certificaat
    .steps =
        Zoek het bestand dat je bij het adres van de server kreeg. Vaak heet het iets als “server.crt”.
        Een sleutel is geen certificaat; die hoort alleen op de server.
        Kies het bestand bij Instellingen, onder de server. In een terminal: --tls-ca BESTAND.
        Controleer opnieuw.
advice-other-certificate = Vraag om het certificaat van deze server: wat je koos, hoort er niet bij.
    .button = Over het certificaat
    .steps =
        Vergelijk het adres bij Instellingen met het adres dat je kreeg: misschien hoort het certificaat bij een andere server.
        Klopt het adres? Vraag dan wie het je gaf om het certificaat dat de server nu laat zien.
        Kies dat bestand bij Instellingen, onder de server. In een terminal: --tls-ca BESTAND.
        Controleer opnieuw.
advice-paste-code = Plak de toegangscode zelf bij Instellingen, in plaats van een bestand.
    .button = Over de code
    .steps =
        Kopieer de code in zijn geheel.
        Plak hem bij Instellingen, in het veld Toegangscode; die gaat voor het bestand.
        Controleer opnieuw.
advice-use-tls = Zet tls:// voor het adres van de server.
    .button = Over het adres
    .steps =
        Schrijf het adres bij Instellingen zo: “tls://meet.voorbeeld.nl”.
        In een terminal: --server tls://meet.voorbeeld.nl.
        Controleer opnieuw.
advice-update-greenroom = Haal de nieuwste Greenroom op, waar je hem vandaan hebt.
    .button = Over versies
    .steps =
        Sluit Greenroom.
        Download de nieuwste versie van dezelfde plek.
        Nog steeds anders? Dan is de server ouder; kies een andere bij Instellingen.
advice-use-other-server = Kies een andere server om je internet te testen.
    .button = Andere server
    .steps =
        Open Instellingen.
        Kies de openbare servers, of typ het adres dat je kreeg.
        Controleer opnieuw.
advice-nothing-to-do = Je hoeft hier niets aan te doen. Met een server van de recruiter is het wel te meten.
    .button = Over de server
    .steps =
        Kreeg je van de recruiter een adres? Plak het bij Instellingen, bij “Server van de recruiter”.
        Kreeg je er geen? Dan hoef je niets te doen.
advice-other-network = Probeer een ander netwerk, of vraag hulp aan wie dit netwerk beheert.
    .button = Laat zien hoe
    .steps =
        Op je werk of school: vraag of videogesprekken door mogen.
        Probeer je wifi thuis, of de hotspot van je telefoon.
        Controleer opnieuw.

## Geluid

advice-check-mute = Zet de microfoon aan, met een toets op je toetsenbord of een knop op je headset.
    .button = Laat zien hoe
    .steps =
        Zoek een lampje of schakelaar op de headset, de draad of het toetsenbord.
        { $os ->
            [windows] Kijk bij Instellingen › Systeem › Geluid of de microfoon gedempt is.
            [macos] Kijk bij Systeeminstellingen › Geluid › Invoer of de balk meebeweegt als je praat.
           *[linux] Kijk in de instellingen van je systeem bij Geluid of de microfoon gedempt is.
        }
        Praat opnieuw en kijk naar de balk.
advice-choose-other-input = Kies een andere microfoon.
    .button = Kies een microfoon
    .steps =
        Open Geluid en kies bovenaan een andere microfoon.
        Lees de zin nog eens voor.
        Kies dezelfde in het belprogramma.
advice-raise-input = Kom iets dichterbij, of zet de microfoon harder.
    .button = Laat zien hoe
    .steps =
        Ga ongeveer een armlengte van de microfoon zitten.
        { $os ->
            [windows] Zet hem harder bij Instellingen › Systeem › Geluid › Invoer.
            [macos] Zet hem harder bij Systeeminstellingen › Geluid › Invoer.
           *[linux] Zet hem harder in de instellingen van je systeem, bij Geluid.
        }
        Praat iets luider dan je aan tafel zou doen.
advice-lower-input = Ga iets naar achteren, of zet de microfoon zachter.
    .button = Laat zien hoe
    .steps =
        Houd een handbreedte tussen je mond en de microfoon van een headset.
        { $os ->
            [windows] Zet hem zachter bij Instellingen › Systeem › Geluid › Invoer.
            [macos] Zet hem zachter bij Systeeminstellingen › Geluid › Invoer.
           *[linux] Zet hem zachter in de instellingen van je systeem, bij Geluid.
        }
        Lees de zin nog eens voor.
advice-use-headset = Gebruik een headset of oortjes met een draad.
    .button = Over headsets
    .steps =
        De oortjes van je telefoon doen het vaak heel goed.
        Steek ze erin en kies ze bij Geluid.
        Lees de zin nog eens voor.
advice-quieter-room = Zoek een stillere plek, en doe ramen en deuren dicht.
    .button = Maak het stiller
    .steps =
        Doe het raam en de deur dicht.
        Zet een ventilator, afzuigkap of muziek uit.
        In een kamer met gordijnen en een kleed klinkt het rustiger.
advice-allow-microphone = Geef Greenroom toegang tot de microfoon. Je belprogramma of browser vraagt er zelf om.
    .button = Privacy-instellingen openen
    .steps =
        { $os ->
            [windows] Open Instellingen › Privacy en beveiliging › Microfoon, en zet de toegang aan, ook voor bureaublad-apps.
            [macos] Open Systeeminstellingen › Privacy en beveiliging › Microfoon, en zet Greenroom aan.
           *[linux] Open de instellingen van je systeem, en kijk bij Privacy of daar Microfoon staat. Staat het er niet? Vraag dan wie de computer beheert om toegang.
        }
        Doe hetzelfde voor je belprogramma of browser: die hebben een eigen toestemming.
        Kom dan hier terug; we kijken opnieuw.
advice-close-microphone-app = { $has_app ->
        [yes] Sluit { $app }, of verlaat het gesprek daarin.
       *[no] Sluit het programma dat de microfoon gebruikt.
    }
    .button = Microfoon vrijmaken
    .steps =
        Verlaat gesprekken en opnames in andere programma’s.
        Sluit tabbladen waarin een gesprek of opname loopt.
        Controleer opnieuw.
advice-plug-in-microphone = Sluit een microfoon of een headset aan.
    .button = Laat zien hoe
    .steps =
        Een ronde stekker hoort in de poort met het teken van een headset; een usb-stekker in de computer zelf, niet in een hub.
        { $os ->
            [windows] Kijk bij Instellingen › Systeem › Geluid › Invoer of hij in de lijst staat.
            [macos] Kijk bij Systeeminstellingen › Geluid › Invoer of hij in de lijst staat.
           *[linux] Kijk in de instellingen van je systeem bij Geluid of hij in de lijst staat.
        }
        Heeft hij een eigen schakelaar? Zet die aan en kijk opnieuw bij Geluid.
advice-replug-microphone = Steek de microfoon er opnieuw in, het liefst in een andere poort.
    .button = Laat zien hoe
    .steps =
        Haal de stekker eruit en duw hem er stevig weer in.
        Laat hubs en verlengsnoeren weg.
        Kies de microfoon opnieuw bij Geluid.
advice-move-cables = Haal de lader er even uit, of leg de microfoonkabel er verder vandaan.
    .button = Laat zien hoe
    .steps =
        Haal de lader uit je laptop en luister nog eens naar jezelf.
        Leg de kabel van de microfoon niet langs laders, lampen en stroomkabels.
        Probeer een andere poort, of een andere microfoon.
advice-one-channel = Zet de microfoon op één kanaal, of op twee gelijke kanalen.
    .button = Laat zien hoe
    .steps =
        Zoek een faseknop (Ø) op de microfoon, de kabel of het mengpaneel, en zet die uit.
        Zet het audiokastje of het programma ervan op mono.
        Lees de zin nog eens voor.
advice-speak-again = Lees de zin hardop voor.
    .button = Lees voor
    .steps =
        Open Geluid.
        Lees zo luid als in je gesprek, ongeveer vijf seconden.
        Kun je nu niet praten? Kom later terug.
advice-check-output = Zet het volume hoger, of kies een andere luidspreker.
    .button = Volume nakijken
    .steps =
        Druk een paar keer op de toets voor meer volume.
        Kies bij Geluid een andere luidspreker of je koptelefoon.
        Speel de toon nog eens af.

## Beeld

advice-allow-camera = Geef Greenroom toegang tot de camera. Je belprogramma of browser vraagt er zelf om.
    .button = Privacy-instellingen openen
    .steps =
        { $os ->
            [windows] Open Instellingen › Privacy en beveiliging › Camera, en zet de toegang aan, ook voor bureaublad-apps.
            [macos] Open Systeeminstellingen › Privacy en beveiliging › Camera, en zet Greenroom aan.
           *[linux] Open de instellingen van je systeem, en kijk bij Privacy of daar Camera staat. Staat het er niet? Vraag dan wie de computer beheert om toegang.
        }
        Doe hetzelfde voor je belprogramma of browser: die hebben een eigen toestemming.
        Kom dan hier terug; we kijken opnieuw.
advice-close-camera-app = { $has_app ->
        [yes] Sluit { $app }, of zet de camera daarin uit.
       *[no] Sluit het programma dat de camera gebruikt.
    }
    .button = Camera vrijmaken
    .steps =
        Verlaat gesprekken, en sluit fotoprogramma’s.
        Sluit tabbladen die jouw beeld laten zien.
        Controleer opnieuw.
advice-plug-in-camera = Sluit een camera aan, of zet die in je computer aan.
    .button = Laat zien hoe
    .steps =
        Veel laptops hebben een schuifje boven het scherm, een schakelaar opzij of een toets met een camera erop.
        { $os ->
            [windows] Kijk bij Instellingen › Bluetooth en apparaten › Camera’s of hij in de lijst staat en aan is.
            [macos] Open Photo Booth: doet de camera het daar, kijk dan hier opnieuw.
           *[linux] Open een cameraprogramma: doet de camera het daar, kijk dan hier opnieuw.
        }
        Met usb: neem een poort van de computer zelf, geen hub, en een andere als hij niet verschijnt.
advice-replug-camera = Steek de camera er opnieuw in, het liefst in een andere poort.
    .button = Laat zien hoe
    .steps =
        Haal de stekker eruit en duw hem er stevig weer in.
        Laat hubs en verlengsnoeren weg.
        Kies de camera opnieuw bij Beeld.
advice-choose-other-camera = Kies een andere camera.
    .button = Kies een camera
    .steps =
        Open Beeld en kies bovenaan een andere camera.
        Kies dezelfde in het belprogramma.
advice-uncover-lens = Schuif het klepje van de lens, of zoek een cameratoets.
    .button = Laat zien hoe
    .steps =
        Zoek een schuifje of sticker boven het scherm.
        Zoek een toets met een camera erop, aan de zijkant of in de bovenste rij.
        Kijk opnieuw naar het beeld.
advice-more-light = Ga met je gezicht naar een raam of lamp zitten.
    .button = Meer licht
    .steps =
        Draai je tafel zo dat je het raam voor je hebt.
        Geen daglicht? Zet een lamp achter het scherm, iets boven je ogen.
        Doe het gordijn achter je dicht.
advice-less-light = Doe het gordijn dicht, of draai de lamp weg.
    .button = Minder licht
    .steps =
        Draai een lamp weg of richt hem op de muur.
        Doe het gordijn dicht als de zon naar binnen schijnt.
        Kijk opnieuw naar het beeld.
advice-join-by-phone = Leg je telefoon klaar, dan kun je daarmee meedoen.
    .button = Met je telefoon
    .steps =
        Zet de link of het nummer van het gesprek op je telefoon.
        Zet hem rechtop op ooghoogte, aan de lader.
        Noteer het bij Plan B.

## Computer

advice-pause-sync = { $has_app ->
        [yes] Pauzeer { $app } tot na je gesprek.
       *[no] Pauzeer het synchroniseren tot na je gesprek.
    }
    .button = Laat zien hoe
    .steps =
        { $os ->
            [windows] Klik op het icoontje bij de klok, misschien achter het pijltje.
            [macos] Klik op het icoontje in de menubalk bovenaan.
           *[linux] Klik op het icoontje in de balk van je bureaublad.
        }
        Kies voor pauzeren, voor een paar uur als daarnaar gevraagd wordt.
        Controleer opnieuw.
advice-stop-backup = { $has_app ->
        [yes] Stop { $app } even, en laat het vanavond draaien.
       *[no] Stop de back-up even, en laat hem vanavond draaien.
    }
    .button = Laat zien hoe
    .steps =
        Open het back-upprogramma, en stop deze ronde of sla hem over.
        Laat het vanavond draaien; wat klaar is, blijft meestal bewaard.
        Controleer opnieuw.
advice-finish-update = { $has_app ->
        [yes] Wacht tot { $app } klaar is, en herstart nu als daarom gevraagd wordt.
       *[no] Wacht tot de update klaar is, en herstart nu als daarom gevraagd wordt.
    }
    .button = Over updates
    .steps =
        Laat de computer aan tot de update klaar is.
        Moet hij herstarten? Doe het nu, niet vijf minuten voor je gesprek.
        Controleer opnieuw.
advice-let-scan-finish = { $has_app ->
        [yes] Laat { $app } aan en wacht tot het rustig is.
       *[no] Laat de scan aan en wacht tot het rustig is.
    }
    .button = Waarom wachten
    .steps =
        Het loopt je bestanden na en stopt vanzelf.
        Laat de computer aan, aan de lader.
        Controleer over een kwartier opnieuw.
advice-quit-game = { $has_app ->
        [yes] Sluit { $app } helemaal af, ook bij de icoontjes naast de klok.
       *[no] Sluit het spel helemaal af, ook bij de icoontjes naast de klok.
    }
    .button = Laat zien hoe
    .steps =
        Sluit het spel.
        Klik met rechts op het icoontje bij de klok, en kies voor afsluiten.
        Controleer opnieuw.
advice-stop-encoder = { $has_app ->
        [yes] Wacht tot { $app } klaar is, of zet het op pauze.
       *[no] Wacht tot het videowerk klaar is, of zet het op pauze.
    }
    .button = Laat zien hoe
    .steps =
        Bewaar je werk.
        Pauzeer of sluit het programma.
        Controleer opnieuw.
advice-quit-torrent = { $has_app ->
        [yes] Sluit { $app } af: het houdt je internet bezet.
       *[no] Stop met bestanden delen: dat houdt je internet bezet.
    }
    .button = Laat zien hoe
    .steps =
        Pauzeer alles wat overgestuurd wordt.
        Sluit het programma af, ook bij de icoontjes naast de klok.
        Controleer opnieuw.
advice-quit-meeting-app = { $has_app ->
        [yes] Sluit { $app } af, tenzij je gesprek daarop is.
       *[no] Sluit andere belprogramma’s af.
    }
    .button = Laat zien hoe
    .steps =
        Is dit het programma van je gesprek? Laat het dan staan.
        Sluit het anders af, ook bij de icoontjes naast de klok.
        Controleer opnieuw.
advice-close-remote = { $has_app ->
        [yes] Sluit { $app } tot na je gesprek.
       *[no] Sluit de sessie op afstand tot na je gesprek.
    }
    .button = Laat zien hoe
    .steps =
        Beëindig de sessie of zet de virtuele machine uit.
        Controleer opnieuw.
advice-close-tabs = { $has_app ->
        [yes] Sluit de tabbladen in { $app } die je niet nodig hebt.
       *[no] Sluit de tabbladen die je niet nodig hebt.
    }
    .button = Laat zien hoe
    .steps =
        Houd het tabblad van je gesprek, en wat je wilt laten zien.
        Maak bladwijzers van de rest en sluit die.
        Controleer opnieuw.
advice-restart = Herstart de computer, minstens een kwartier voor je gesprek.
    .button = Over herstarten
    .steps =
        Bewaar je werk en herstart.
        Open alleen wat je voor het gesprek nodig hebt.
        Controleer opnieuw.
advice-quit-app = { $has_app ->
        [yes] Sluit { $app } tot na je gesprek.
       *[no] Sluit dat programma tot na je gesprek.
    }
    .button = Laat zien hoe
    .steps =
        Bewaar je werk erin.
        Sluit het, ook bij de icoontjes naast de klok.
        Controleer opnieuw.
advice-find-program = { $os ->
        [windows] Kijk in Taakbeheer welk programma dat is, of herstart de computer.
        [macos] Kijk in Activiteitenweergave welk programma dat is, of herstart de computer.
       *[linux] Kijk in de systeemmonitor welk programma dat is, of herstart de computer.
    }
    .button = Zoek het programma
    .steps =
        { $os ->
            [windows] Druk tegelijk op Ctrl, Shift en Esc, en klik op “CPU”: de drukste staat dan bovenaan.
            [macos] Open Activiteitenweergave, bij Hulpprogramma’s, en klik op “% CPU”: de drukste staat dan bovenaan.
           *[linux] Open de systeemmonitor en klik op “CPU”: de drukste staat dan bovenaan.
        }
        Ken je het en heb je het niet nodig? Sluit het zoals je altijd doet.
        Ken je het niet? Laat het met rust en herstart de computer.
        Controleer opnieuw.
advice-close-programs = Sluit de programma’s die je niet nodig hebt voor het gesprek.
    .button = Laat zien hoe
    .steps =
        Bewaar je werk.
        Sluit alles behalve het belprogramma en wat je wilt laten zien.
        Controleer opnieuw.
advice-plug-in = Steek de lader erin.
    .button = Over stroom
    .steps =
        Steek de lader erin voordat het gesprek begint.
        Kijk of je een stekker of bliksempje ziet bij de accu.
