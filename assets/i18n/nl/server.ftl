# Het adres en de code van een eigen server.
address-empty = Typ de naam of het adres van de server, zoals meet.voorbeeld.nl.
address-page = Dit is het adres van een webpagina ({ $scheme }://). { $has_meant ->
        [yes] Bedoelde je { $meant }?
       *[no] Schrijf alleen de naam, zoals meet.voorbeeld.nl.
    }
address-path = Achter de naam mag alleen een poort staan, zoals in meet.voorbeeld.nl:7443.
address-user = Voor de naam hoort geen gebruikersnaam of wachtwoord (met een @).
address-port = “{ $port }” is geen poort: dat is een getal van 1 tot 65535, zoals in meet.voorbeeld.nl:7443.
address-port-missing = Na de dubbele punt hoort de poort, een getal van 1 tot 65535. Weet je hem niet? Laat de dubbele punt dan weg.
address-brackets = Een IPv6-adres met een poort staat tussen rechte haken: [2001:db8::1]:7443.
address-numbers = Een IPv4-adres heeft vier getallen van 0 tot 255, zonder nullen ervoor: 192.0.2.1.
address-zone = Bij een adres dat met fe80 begint, hoort de netwerkkaart, en alleen daar: fe80::1%eth0.
address-no-single-host = Dit staat voor alle computers tegelijk. Geef het eigen adres van de server.
address-space = Er staat een spatie in. Schrijf naam en poort aan elkaar: meet.voorbeeld.nl:7443.
address-sign = Het teken “{ $sign }” kan niet in een naam staan.
address-name = Dit kan geen naam zijn: tussen twee punten staan 1 tot 63 tekens.
token-empty = Er staat geen toegangscode in.
token-mistyped = In deze toegangscode is een teken veranderd, of er ontbreekt een stuk. Kopieer hem nog eens in zijn geheel, of vraag hem aan wie hem stuurde.
token-weak = Deze toegangscode is te kort of te raden. Vraag de code nog eens aan wie hem stuurde.
server-file-missing = Dit bestand is er niet.
server-file-unreadable = Dit bestand is niet te lezen.
server-file-no-certificate = In dit bestand staat geen certificaat (-----BEGIN CERTIFICATE-----).
# $ms: een heel getal.
server-test-running = Even proberen…
server-test-answers = Antwoordt in { $ms } ms en telt wat er kwijtraakt, heen en terug.
server-test-no-loss = Antwoordt in { $ms } ms, maar dit netwerk laat geen UDP door: wat er kwijtraakt is niet te tellen.
server-test-this-computer = Antwoordt in { $ms } ms, maar draait op deze computer zelf: over je internet zegt dat niets.
