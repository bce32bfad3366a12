# Wat een controle nu doet: één regel.
step-network-look = De weg naar de server zoeken
step-network-idle = Vertraging in rust meten
step-network-trains = Meten hoeveel er doorheen kan
step-network-call = Een videogesprek nadoen
step-network-load-down = Kijken hoeveel er binnenkomt
step-network-load-up = Kijken hoeveel je kunt versturen
step-network-watch = Letten op haperingen
step-open-part = Wacht op jou
step-system-permission = Je computer vraagt je iets
step-open-device = Het apparaat openen
step-read-aloud = Eén zin om voor te lezen
step-listening = Naar je luisteren
step-watching = Naar het beeld kijken
step-computer-sampling = Kijken wat er nog meer draait

# Waarom iets niet gemeten is: één zin.
reason-no-permission = De computer laat Greenroom er niet bij.
reason-no-device = Op deze computer is zo’n apparaat niet gevonden.
reason-in-use = Een ander programma gebruikt het.
reason-unplugged = Het apparaat verdween tijdens de check.
reason-timeout = Er kwam niet op tijd iets terug.
reason-offline = Deze computer zit nu op geen enkel netwerk.
reason-no-answer = De server gaf geen antwoord. Je verbinding kan best goed zijn.
reason-unsupported = Dat kan niet op dit systeem.
reason-cancelled = De check is gestopt voordat hij klaar was.
reason-no-speech = Er kwam geen spraak binnen.
reason-this-computer-only = Dit proefrondje mat alleen deze computer en zegt niets over je internet.
reason-not-enough-evidence = Er kwam te weinig door om het zeker te weten.
