### Plekken in huis: hun namen, hun volgorde, en het meten.

spot-study = Studeerkamer
spot-living-room = Woonkamer
spot-kitchen = Keuken
spot-bedroom = Slaapkamer
spot-attic = Zolder
spot-hotspot = Mobiele hotspot

## Hetzelfde midden in een zin

spot-the-study = de studeerkamer
spot-the-living-room = de woonkamer
spot-the-kitchen = de keuken
spot-the-bedroom = de slaapkamer
spot-the-attic = de zolder
spot-the-hotspot = de hotspot van je telefoon
spot-the-own = “{ $name }”

## De pagina

spots-short = Plekken
spots-title-none = Waar in huis gaat het het best?
spots-title-one = Nu een tweede plek, om te vergelijken
spots-title-same = Tot nu toe geen duidelijk verschil
spots-title-best = Tot nu toe is { $spot } je beste plek
spots-lead = Tien seconden per plek. Neem de laptop mee.
spots-list = Je plekken, de beste eerst
spots-number = nummer { $rank }
spots-no-number = zonder nummer
spots-now = Wordt nu gemeten
spots-next = De volgende plek
spots-here = Net gemeten
spots-choose = Plek
spots-other-name = Andere naam
spots-own-name = Hoe jij het noemt
spots-walk = Loop naar de volgende plek
spots-measure = Meet hier
spots-again = Meet hier opnieuw
spots-early = Je mag eerder weg; dan krijgt deze plek geen nummer.
spots-press = Druk als je er zit.
spots-sit = Ga zitten zoals in je gesprek, en laat de laptop open.
spots-of = { $done } van { $whole } s
spots-pending = { $seconds ->
    [one] krijgt hier over één seconde een plaats
   *[other] krijgt hier over { $seconds } seconden een plaats
}
spots-pending-soon = krijgt hier zo een plaats
spots-cable = Een kabel is stabieler dan elke plek.
spots-back = Terug naar internet
spots-lost = { $share } kwijt van { $sent } ({ $interval })
spots-lost-so-far = tot nu toe { $lost } van { $sent } kwijt, { $way }
spots-way-up = van jou naar hen
spots-way-down = van hen naar jou
spots-counting = Wat er kwijtraakt, wordt geteld.
spots-data = { $mb } MB van je data
spots-data-limit = Via de data van je telefoon: hooguit 10 MB.
spots-ranked = { $spot } heeft een plaats tussen de andere.
spots-ranked-unsure = Er is hier te weinig gezien voor een nummer.
spots-left = Je ging eerder weg: { $spot } heeft geen nummer.
spots-offline = Hier is geen netwerk. Zet wifi of de hotspot van je telefoon aan, en meet dan opnieuw.
spots-unranked = Deze plek heeft nog geen nummer.
spots-busy = Je internet wordt nog gecontroleerd. Daarna kun je plekken meten.
spots-not-kept = Deze plek kon niet worden bewaard voor een volgende keer. Kijk of er ruimte is op de schijf. Technisch detail: { $detail }
spots-forget = Wis de plekken
spots-forget-title = De plekken wissen?
spots-forget-line = Hun namen en al hun metingen gaan weg, ook die van andere dagen.
spots-forget-yes = Wissen

## Waarom een plek staat waar hij staat

spots-reason-nothing-lost = Er raakte niets kwijt.
spots-reason-hardly-lost = Er raakte bijna niets kwijt.
spots-reason-as-good = Ongeveer even goed: geen duidelijk verschil.
spots-reason-slower = Iets trager, maar stabiel.
spots-reason-loses-up = Van wat jij verstuurt, raakt meer kwijt.
spots-reason-loses-down = Van wat zij versturen, raakt meer kwijt.
spots-reason-gap-up = De verbinding viel { $time } weg bij het versturen.
spots-reason-gap-down = De verbinding viel { $time } weg bij het ontvangen.
spots-reason-narrow-up = Er kan te weinig uit voor je gesprek.
spots-reason-narrow-down = Er komt te weinig binnen voor je gesprek.
spots-reason-slow = Heen en terug duurt lang.
spots-reason-under-load = Het wordt traag als ook anderen de lijn gebruiken.
spots-reason-unsteady = Het komt met horten en stoten.
spots-reason-not-counted = Wat er kwijtraakt, was hier niet te tellen.
spots-reason-not-enough = Er is hier te weinig gezien. Meet nog een keer.

## Vergeleken met een eerdere dag

spots-before-better = Beter dan { $when }.
spots-before-same = Ongeveer zoals { $when }.
spots-before-worse = Minder goed dan { $when }.
spots-measured = Gemeten { $when }
spots-when-today = om { $time }
spots-when-yesterday = gisteren om { $time }
spots-when-date = op { $date }
spots-when-once = eerder

## Op de pagina van het internet

internet-spots = Plekken vergelijken
internet-spots-trip = Heen en terug
internet-spots-lost = Kwijt
internet-best-spot = Beste plek
internet-other-spot = Andere plek

## In een terminal, en wat er op schijf staat

cli-spot-nameless = Een plek heeft een naam nodig.
cli-spot-nameless-remedy = Bijvoorbeeld: greenroom check --spot studeerkamer
cli-spot-measuring = { $spot }: tien seconden. Blijf waar je bent.
cli-spot-stopped = Gestopt. Deze plek krijgt geen nummer.
cli-spots-none = Er is nog geen plek gemeten. Begin met: greenroom check --spot studeerkamer
cli-spot-unknown = Geen plek heet “{ $name }”.
cli-spot-unknown-remedy = Deze zijn er: { $names }
cli-spot-forgotten = Gewist: { $spot }
cli-spots-forgotten = Alle plekken zijn gewist.
spots-damaged = Je plekken waren niet te lezen. Het oude bestand is bewaard als { $file }.
spots-newer = Je plekken zijn gemaakt door een nieuwere versie. Ze blijven zoals ze zijn, en nieuwe worden niet bewaard: { $file }.
spots-unreadable = Je plekken waren niet te lezen, en nieuwe worden niet bewaard. Technisch detail: { $detail }
spots-no-home = Er is hier geen thuismap, dus plekken worden niet bewaard.
