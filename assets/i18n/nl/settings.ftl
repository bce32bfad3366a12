### Instellingen en over Greenroom.

settings-title = Instellingen
settings-looks = Hoe het eruitziet
settings-theme = Licht of donker
theme-system = Als het systeem
theme-light = Licht
theme-dark = Donker
settings-less-motion = Minder beweging
settings-server-title = Waarmee je internet gemeten wordt
settings-server = Server
server-public = Openbare servers
server-public-line = Snelheid en vertraging. Verlies is hiermee niet te meten.
server-own = Eigen server
server-own-line = Meet ook verlies. Het adres krijg je van wie hem beheert.
server-local = Proef op deze computer
server-local-line = Probeert de meting zelf; over je internet zegt het niets.
settings-host = Adres van de server
settings-host-help = Zoals meet.voorbeeld.nl of meet.voorbeeld.nl:7443.
settings-host-wrong = Een adres ziet eruit als meet.voorbeeld.nl of meet.voorbeeld.nl:7443, met tls:// ervoor als je het zo kreeg.
settings-token = Bestand met de toegangscode
settings-token-hint = Alleen als je er een kreeg
settings-certificate = Bestand met het certificaat van de server
settings-certificate-hint = Alleen als je er een kreeg
settings-next-start = Geldt vanaf de volgende check.
settings-devices = Apparaten
settings-devices-none = Nog geen apparaten gevonden.
settings-devices-look = Kijk opnieuw
settings-kept-title = Wat Greenroom bewaart
settings-kept-line = Je instellingen en plan B, alleen op deze computer. Pagina’s die je zelf bewaarde, blijven waar je ze neerzette.
settings-delete = Alles verwijderen
settings-delete-title = Alles verwijderen wat Greenroom bewaarde?
settings-delete-line = Dit gaat weg, en komt niet terug:
settings-delete-settings = je instellingen, met de gekozen apparaten en server
settings-delete-plan = plan B, met alle nummers en adressen, en de vinkjes
settings-delete-yes = Verwijderen
settings-delete-no = Bewaren
settings-deleted = Alles wat Greenroom bewaarde, is weg.
settings-not-deleted = Niet alles kon verwijderd worden: { $detail }
settings-done = Klaar

## Over

about-lead = De kamer vóór de kamer: kijkt in ongeveer een minuut of je online gesprek het houdt.
about-version = Versie { $version }
about-licence-title = Vrij te gebruiken
about-licence = Onder de MIT-licentie of Apache 2.0, wat jij kiest. Het lettertype Inter valt onder de SIL Open Font License.
about-privacy-title = Niets gaat vanzelf weg
about-privacy = Je beeld, je stem en je bestanden blijven op deze computer. Alleen proefgegevens gaan naar de servers die vooraf genoemd staan.
about-diagnostics-title = Voor wie je helpt
about-diagnostics-line = Deze tekst vertelt hoe de check verliep, zonder namen van apparaten, netwerken of programma’s. Lees hem voordat je hem doorgeeft.
about-copy = Kopieer deze tekst
about-copied = Gekopieerd
