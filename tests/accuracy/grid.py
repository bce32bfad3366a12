"""The links of the grid. Each stands for a kind of line at somebody's home."""

from dataclasses import dataclass, field, replace  # noqa: F401


@dataclass(frozen=True)
class Case:
    """One link. Rates in Mbit/s, times in ms, shares from 0 to 1; up is away from the candidate."""

    name: str
    down: float = 20.0
    up: float = 20.0
    queue_down: int = 100
    queue_up: int = 100
    loss_down: float = 0.0
    loss_up: float = 0.0
    # Mean length of a loss burst in packets; 1: each is lost by itself.
    burst: float = 1.0
    # One way, each way.
    delay: float = 0.0
    jitter: float = 0.0
    # Seconds after the start, length in ms: the whole link is cut.
    cuts: tuple = field(default_factory=tuple)
    # Datagrams beyond this rate are dropped, each way.
    policer: float = 0.0
    udp_blocked: bool = False
    # Other programs take all processors.
    busy: bool = False
    metered: bool = False
    quick: bool = False

    def relayed(self):
        """It needs the relay: what the token bucket and the packet filter cannot do."""
        return self.delay > 0 or self.jitter > 0 or self.burst > 1


def cases():
    """All of them."""
    c = []
    # Rates, both ways the same, from where nothing holds to where everything does.
    for mbps, queue in [(1.0, 200), (1.5, 200), (2.0, 100), (3.0, 200), (4.0, 100), (5.5, 100), (8.0, 100), (20.0, 100), (50.0, 50), (100.0, 20)]:
        c.append(Case(f"rate-{mbps:g}", mbps, mbps, queue, queue))
    # Lines as they are sold: fast down, slow up.
    for down, up, queue in [(20.0, 1.0, 100), (50.0, 2.0, 200), (16.0, 3.0, 150), (100.0, 10.0, 100), (3.0, 0.8, 200), (40.0, 5.5, 300)]:
        c.append(Case(f"asym-{down:g}-{up:g}", down, up, queue, queue))
    # Queues.
    for mbps, queue in [(10.0, 20), (10.0, 300), (10.0, 1000), (2.8, 1000), (20.0, 500), (5.5, 600), (20.0, 1000)]:
        c.append(Case(f"queue-{mbps:g}-{queue}", mbps, mbps, queue, queue))
    c.append(Case("queue-up-only", 20.0, 5.0, 50, 800))
    c.append(Case("queue-down-only", 10.0, 20.0, 800, 50))
    # Loss, by itself.
    for share in [0.001, 0.003, 0.015, 0.025, 0.05, 0.06]:
        c.append(Case(f"loss-both-{share * 100:g}", loss_up=share, loss_down=share))
    for share in [0.003, 0.02, 0.06]:
        c.append(Case(f"loss-up-{share * 100:g}", loss_up=share))
        c.append(Case(f"loss-down-{share * 100:g}", loss_down=share))
    c.append(Case("loss-slow-2", 5.5, 5.5, 100, 100, loss_up=0.02, loss_down=0.02))
    # Loss in bursts.
    for share, burst in [(0.01, 3.0), (0.02, 5.0), (0.05, 3.0), (0.005, 8.0)]:
        c.append(Case(f"burst-{share * 100:g}-{burst:g}", loss_up=share, loss_down=share, burst=burst))
    # Drop-outs, at awkward times.
    for at, length in [(0.7, 300), (1.8, 400), (2.9, 250), (3.6, 150), (5.5, 100), (7.0, 500), (9.2, 420), (11.0, 700), (13.5, 1000), (16.0, 350), (17.5, 1500)]:
        c.append(Case(f"cut-{length}-at-{at:g}", cuts=((at, length),)))
    c.append(Case("cut-twice", cuts=((4.0, 200), (14.0, 200))))
    c.append(Case("cut-slow", 5.5, 5.5, 100, 100, cuts=((6.0, 400),)))
    # Delay and jitter.
    for delay, jitter in [(15, 0), (40, 5), (75, 10), (75, 80), (110, 20), (150, 30), (220, 10), (10, 60), (20, 140)]:
        c.append(Case(f"delay-{delay}-{jitter}", delay=delay, jitter=jitter))
    c.append(Case("delay-loss", delay=40, jitter=5, loss_up=0.02, loss_down=0.005))
    c.append(Case("delay-slow", 3.0, 3.0, 200, 200, delay=25, jitter=5))
    # What networks do to datagrams.
    c.append(Case("udp-blocked", udp_blocked=True))
    c.append(Case("udp-blocked-slow", 3.0, 3.0, udp_blocked=True))
    c.append(Case("policer-1.2", policer=1.2))
    c.append(Case("policer-3.2", policer=3.2))
    c.append(Case("policer-6", policer=6.0))
    # This computer.
    c.append(Case("busy", busy=True))
    c.append(Case("busy-loss", busy=True, loss_up=0.02))
    c.append(Case("busy-slow", 5.5, 5.5, 100, 100, busy=True))
    # Short and frugal.
    c.append(Case("metered", metered=True))
    c.append(Case("metered-loss", metered=True, loss_up=0.02))
    c.append(Case("metered-slow", 1.5, 1.5, 200, 200, metered=True))
    c.append(Case("quick", quick=True))
    c.append(Case("quick-loss", quick=True, loss_down=0.06))
    c.append(Case("quick-slow", 1.5, 1.5, 200, 200, quick=True))
    names = [case.name for case in c]
    assert len(names) == len(set(names)), "a name twice"
    return c
