//! Each finding appears where it should, and does not at its limit.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use std::collections::BTreeSet;

use greenroom::assess::limits;
use greenroom::model::observation::*;
use greenroom::model::run::{HostContact, Phase, Stage, Step, VoidReason};
use greenroom::model::*;
use states::*;

type Change = Box<dyn Fn(&mut RunState)>;

/// A finding, how it comes about, how it just does not, and its outcome.
struct Case {
    id: FindingId,
    appears: Change,
    at_limit: Change,
    outcome: Outcome,
}

fn case(
    id: FindingId,
    outcome: Outcome,
    appears: impl Fn(&mut RunState) + 'static,
    at_limit: impl Fn(&mut RunState) + 'static,
) -> Case {
    Case { id, appears: Box::new(appears), at_limit: Box::new(at_limit), outcome }
}

/// A value over its limit, then the limit itself.
fn edge(
    id: FindingId,
    outcome: Outcome,
    over: f64,
    limit: f64,
    set: impl Fn(&mut RunState, f64) + Copy + 'static,
) -> Case {
    case(id, outcome, move |s| set(s, over), move |s| set(s, limit))
}

/// A check without an answer, by reason; the good state stands against it.
fn no_answer(id: FindingId, outcome: Outcome, reason: UnknownReason) -> Case {
    case(id, outcome, move |s| unknown(s, id.check(), reason), |_| {})
}

/// A check without an answer whose probe names the finding.
fn named(id: FindingId, outcome: Outcome, reason: UnknownReason) -> Case {
    case(
        id,
        outcome,
        move |s| {
            s.stages.insert(id.check(), Stage::Unknown(Unknown::new(reason, "detail").with_finding(id)));
        },
        |_| {},
    )
}

fn lost(s: &mut RunState, up: bool, count: f64) {
    let o = network(s);
    let d = if up { &mut o.up } else { &mut o.down };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let count = count as u64;
    d.lost = Some(count);
}

/// A line that loses 5 % on the way out, and a router that lost so many of 200 questions.
fn router(s: &mut RunState, lost: u64) {
    let o = network(s);
    (o.up.lost, o.up.loss_ratio) = (Some(200), Some(0.05));
    o.way.gateway = Some(GatewayObservation {
        asked_by: GatewayAsked::Tcp,
        every_ms: 100.0,
        quiet: GatewayPart { sent: 200, lost, rtt_ms: Histogram::default() },
        loaded_up: GatewayPart::default(),
        loaded_down: GatewayPart::default(),
        unanswered_s: Vec::new(),
    });
}

/// A Wi-Fi signal of this strength.
fn signal(s: &mut RunState, dbm: f64) {
    network(s).way.wifi = Some(WifiObservation { signal_dbm: Some(dbm), samples: 9, ..WifiObservation::default() });
}

/// A race of both kinds of addresses.
fn families(s: &mut RunState, v4_ms: Option<f64>, v6_failed: bool) {
    let ipv4 = FamilyObservation { connect_ms: v4_ms, failed: v4_ms.is_none() };
    let ipv6 = FamilyObservation { connect_ms: (!v6_failed).then_some(8.0), failed: v6_failed };
    network(s).way.families = Some(FamiliesObservation { ipv4, ipv6 });
}

fn network_cases() -> Vec<Case> {
    use FindingId as F;
    use Outcome::{Good, NotMeasured, Problem, WatchOut};
    let need = limits::level(Level::P720);
    vec![
        case(F::NetworkGood, Good, |_| {}, |s| lost(s, true, 60.0)),
        // 4000 datagrams: 1 % is 40; the lower bound passes 4 % at 182.
        edge(F::NetworkLossUp, WatchOut, 41.0, 40.0, |s, n| lost(s, true, n)),
        edge(F::NetworkLossDown, WatchOut, 41.0, 40.0, |s, n| lost(s, false, n)),
        edge(F::NetworkLossUp, Problem, 200.0, 40.0, |s, n| lost(s, true, n)),
        edge(F::NetworkDelay, WatchOut, 250.1, need.rtt_ms.good, |s, v| network(s).rtt_ms.p95 = Some(v)),
        edge(F::NetworkDelay, Problem, 400.1, need.rtt_ms.good, |s, v| network(s).rtt_ms.p95 = Some(v)),
        edge(F::NetworkDelayUnderLoad, WatchOut, 300.1, need.loaded_rtt_ms.good, |s, v| {
            network(s).up.loaded_rtt_ms.p95 = Some(v);
        }),
        edge(F::NetworkJitter, WatchOut, 60.1, need.pdv_ms.good, |s, v| network(s).down.pdv_p99_ms = Some(v)),
        edge(F::NetworkGap, WatchOut, 200.1, need.gap_ms.good, |s, v| network(s).up.longest_gap_ms = Some(v)),
        edge(F::NetworkGap, Problem, 800.1, 200.0, |s, v| {
            network(s).drop_outs = vec![drop_out(Direction::Down, v)];
        }),
        edge(F::NetworkSlowUp, WatchOut, 2.49, 2.5, |s, v| {
            network(s).up.goodput_mbps = Goodput { p10: Some(v), p50: Some(3.0) };
        }),
        edge(F::NetworkSlowUp, Problem, 1.99, 2.5, |s, v| {
            network(s).up.goodput_mbps = Goodput { p10: Some(v), p50: Some(v) };
        }),
        edge(F::NetworkSlowDown, WatchOut, 2.49, 2.5, |s, v| {
            network(s).down.goodput_mbps = Goodput { p10: Some(v), p50: Some(3.0) };
        }),
        case(
            F::NetworkUdpBlocked,
            WatchOut,
            |s| network(s).udp = UdpState::Blocked,
            |s| network(s).udp = UdpState::Works,
        ),
        // Without a call: silence of several operators.
        case(
            F::NetworkUdpBlocked,
            WatchOut,
            |s| {
                public(s);
                network(s).udp = UdpState::Blocked;
                network(s).way.stun = Some(StunObservation { asked: 2, answered: 0, rtt_ms: None });
            },
            public,
        ),
        case(F::NetworkLossNotMeasured, WatchOut, public, |_| {}),
        case(F::NetworkThisComputerOnly, NotMeasured, |s| network(s).server.kind = ServerKind::Local, |_| {}),
        // The sequential test needs 96 datagrams without loss to clear 720p.
        edge(F::NetworkNotEnoughEvidence, NotMeasured, 95.0, 96.0, |s, n| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
            let n = n as u64;
            (network(s).up.sent, network(s).up.lost) = (Some(n), Some(0));
        }),
        edge(F::NetworkTimingUnsure, Good, 0.051, limits::SENDER_LATE_RATIO, |s, v| {
            network(s).sender_late_ratio = Some(v);
        }),
        case(F::NetworkVpn, Good, |s| network(s).path.as_mut().unwrap().vpn = true, |_| {}),
        case(F::NetworkBeforeRouter, WatchOut, |s| router(s, 10), |s| router(s, 2)),
        case(F::NetworkBeyondRouter, Good, |s| router(s, 0), |s| router(s, 10)),
        // Over a line without trouble it is information.
        edge(F::NetworkWifiWeak, Good, -70.1, limits::WIFI_WEAK_DBM, signal),
        edge(F::NetworkWifiWeak, WatchOut, -85.0, limits::WIFI_WEAK_DBM, |s, dbm| {
            lost(s, true, 60.0);
            signal(s, dbm);
        }),
        edge(F::NetworkSlowNames, Good, 200.1, limits::NAME_LOOKUP_MS, |s, ms| {
            network(s).way.name_lookup_ms = Some(ms);
        }),
        case(F::NetworkProxied, Good, |s| network(s).way.proxy = Some(true), |s| network(s).way.proxy = Some(false)),
        case(F::NetworkIpv6Broken, Good, |s| families(s, Some(9.0), true), |s| families(s, Some(9.0), false)),
        // Where nothing leads there, nothing is said of one kind.
        case(F::NetworkIpv6Broken, Good, |s| families(s, Some(9.0), true), |s| families(s, None, true)),
        case(
            F::NetworkChanged,
            NotMeasured,
            |s| s.phase = Phase::Void(VoidReason::NetworkChanged),
            |s| s.phase = Phase::Void(VoidReason::Slept),
        ),
        no_answer(F::NetworkNoAnswer, NotMeasured, UnknownReason::NoAnswer),
        no_answer(F::NetworkOffline, NotMeasured, UnknownReason::Offline),
        no_answer(F::NetworkStopped, NotMeasured, UnknownReason::Cancelled),
        named(F::NetworkGarbage, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkOtherVersion, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkUnknownName, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkTokenNeeded, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkWrongToken, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkRefused, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkUnreachable, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkIpv6Only, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkIpv4Only, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkProxy, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkProxyLogin, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkIntercepted, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkPortal, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkWrongDate, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkWeakToken, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkMistypedToken, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkUntrusted, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkNoTls, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkNeedsTls, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkServerBusy, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkStoppedHalfWay, NotMeasured, UnknownReason::NoAnswer),
        named(F::NetworkBrokenOff, NotMeasured, UnknownReason::Timeout),
    ]
}

fn sound_cases() -> Vec<Case> {
    use FindingId as F;
    use Outcome::{Good, NotMeasured, Problem, WatchOut};
    fn level(s: &mut RunState, v: f64) {
        sound(s).speech_level_dbfs = Some(v);
    }
    fn input(s: &mut RunState, transport: Transport, rate: u32) {
        let input = sound(s).input.as_mut().unwrap();
        (input.transport, input.sample_rate_hz) = (transport, rate);
    }
    fn heard(s: &mut RunState, heard: Heard) {
        sound(s).output.as_mut().unwrap().heard = heard;
    }
    fn outputs(s: &mut RunState, there: bool) {
        heard(s, Heard::NotAsked);
        let device = device::AudioDevice {
            id: "x".into(),
            name: "x".into(),
            default: true,
            rates_hz: Vec::new(),
            channels: 1,
            transport: Transport::Usb,
        };
        s.devices.known = true;
        s.devices.inputs = vec![device.clone()];
        s.devices.outputs = if there { vec![device] } else { Vec::new() };
    }
    fn hum(s: &mut RunState, lines: u32, v: f64) {
        sound(s).hum = vec![MainsHum { mains_hz: 50, lines, level_dbfs: v }];
    }
    fn channels(s: &mut RunState, second_dbfs: f64, correlation: f64) {
        let channel = |channel, level_dbfs, correlation| ChannelLevel {
            channel,
            carries_voice: channel == 1,
            level_dbfs,
            correlation: Some(correlation),
        };
        sound(s).channel_levels = vec![channel(1, -22.0, 1.0), channel(2, second_dbfs, correlation)];
    }
    // What an early recording had concluded already.
    fn raw(s: &mut RunState) -> &mut SoundObservation {
        let sound = sound(s);
        (sound.silent, sound.dropouts, sound.narrow_band) = (None, None, None);
        (sound.swing_dbfs, sound.samples_lost) = (Some(-9.0), Some(0));
        sound
    }
    fn lost(s: &mut RunState, count: u64) {
        raw(s).samples_lost = Some(count);
    }
    fn swing(s: &mut RunState, v: f64) {
        raw(s).swing_dbfs = Some(v);
    }
    fn breaks(s: &mut RunState, count: usize, around_dbfs: f64) {
        let run = ZeroRun {
            at_s: 1.0,
            length_ms: 20.0,
            before_dbfs: around_dbfs,
            after_dbfs: -22.0,
            near_before_dbfs: -22.0,
            near_after_dbfs: -20.0,
            edge_before_dbfs: around_dbfs,
            edge_after_dbfs: -25.0,
        };
        raw(s).zero_runs = vec![run; count];
    }
    fn bands(s: &mut RunState, loud_s: f64, cliff_db: f64) {
        let (below, above) = (Some(-40.0), Some(-40.0 - cliff_db));
        let bands = VoiceBands { loud_s, below_4_khz_dbfs: below, above_4_khz_dbfs: above, ..VoiceBands::default() };
        raw(s).bands = Some(bands);
    }
    vec![
        case(F::SoundGood, Good, |_| {}, |s| level(s, -37.0)),
        case(F::SoundSilent, Problem, |s| sound(s).silent = Some(true), |s| sound(s).silent = Some(false)),
        edge(F::SoundTooSoft, WatchOut, -36.1, limits::SPEECH_TOO_SOFT_DBFS, level),
        edge(F::SoundSoft, Good, -28.1, limits::SPEECH_SOFT_DBFS, level),
        edge(F::SoundLoud, Good, -15.9, limits::SPEECH_LOUD_DBFS, level),
        edge(F::SoundTooLoud, WatchOut, -11.9, limits::SPEECH_TOO_LOUD_DBFS, level),
        edge(F::SoundClipping, WatchOut, 0.001, 0.00099, |s, v| sound(s).clipped_ratio = Some(v)),
        case(F::SoundClipping, Good, |s| sound(s).clip_events = 3, |s| sound(s).clip_events = 2),
        edge(F::SoundNoisy, WatchOut, -49.9, limits::NOISE_NOTE_DBFS, |s, v| sound(s).noise_floor_dbfs = Some(v)),
        edge(F::SoundNoisy, Good, limits::NOISE_DBFS, limits::NOISE_NOTE_DBFS, |s, v| {
            sound(s).noise_floor_dbfs = Some(v);
        }),
        edge(F::SoundLowSnr, WatchOut, 14.9, limits::SNR_NOTE_DB, |s, v| sound(s).snr_db = Some(v)),
        edge(F::SoundLowSnr, Good, limits::SNR_DB, limits::SNR_NOTE_DB, |s, v| sound(s).snr_db = Some(v)),
        case(F::SoundDropouts, WatchOut, |s| sound(s).dropouts = Some(3), |s| sound(s).dropouts = Some(0)),
        case(F::SoundDropouts, Good, |s| sound(s).dropouts = Some(2), |s| sound(s).dropouts = None),
        case(F::SoundDropouts, WatchOut, |s| breaks(s, 3, -22.0), |s| breaks(s, 3, -40.0)),
        case(F::SoundDropouts, Good, |s| lost(s, 1), |s| lost(s, 0)),
        case(F::SoundSilent, Problem, |s| swing(s, -80.0), |s| swing(s, -79.9)),
        case(F::SoundNarrowBand, WatchOut, |s| bands(s, 0.5, 18.1), |s| bands(s, 0.5, 18.0)),
        case(F::SoundNarrowBand, WatchOut, |s| bands(s, 5.0, 30.0), |s| bands(s, 0.4, 30.0)),
        case(F::SoundNoSpeech, NotMeasured, |s| sound(s).speech_level_dbfs = None, |_| {}),
        case(F::SoundBluetooth, WatchOut, |s| input(s, Transport::Bluetooth, 8000), |s| input(s, Transport::Usb, 8000)),
        case(F::SoundBluetooth, Good, |s| input(s, Transport::Bluetooth, 16_000), |_| {}),
        case(
            F::SoundBluetooth,
            WatchOut,
            |s| {
                input(s, Transport::Bluetooth, 48_000);
                sound(s).narrow_band = Some(true);
            },
            |s| {
                input(s, Transport::Bluetooth, 48_000);
                sound(s).narrow_band = Some(false);
            },
        ),
        case(
            F::SoundNarrowBand,
            WatchOut,
            |s| sound(s).narrow_band = Some(true),
            |s| sound(s).narrow_band = Some(false),
        ),
        case(F::SoundToneNotHeard, Problem, |s| heard(s, Heard::No), |s| heard(s, Heard::Yes)),
        edge(F::SoundHum, Good, -59.9, limits::HUM_DBFS, |s, v| hum(s, limits::HUM_LINES, v)),
        edge(F::SoundHum, Good, -49.9, limits::LOW_HUM_DBFS, |s, v| hum(s, 1, v)),
        case(F::SoundChannelsCancel, Problem, |s| channels(s, -22.0, -1.0), |s| channels(s, -22.0, 1.0)),
        case(F::SoundChannelsCancel, Problem, |s| channels(s, -28.0, -1.0), |s| channels(s, -22.0, -0.4)),
        case(F::SoundChannelsCancel, WatchOut, |s| channels(s, -31.0, -1.0), |s| channels(s, -40.0, -1.0)),
        case(F::SoundToneNotAsked, Good, |s| heard(s, Heard::NotAsked), |s| heard(s, Heard::Yes)),
        case(F::SoundNoOutput, WatchOut, |s| outputs(s, false), |s| outputs(s, true)),
        no_answer(F::SoundNoDevice, Problem, UnknownReason::NoDevice),
        no_answer(F::SoundNoPermission, NotMeasured, UnknownReason::NoPermission),
        no_answer(F::SoundInUse, NotMeasured, UnknownReason::InUse),
        no_answer(F::SoundUnplugged, NotMeasured, UnknownReason::Unplugged),
        no_answer(F::SoundNoData, NotMeasured, UnknownReason::Timeout),
        no_answer(F::SoundSkipped, NotMeasured, UnknownReason::Cancelled),
        no_answer(F::SoundUnsupported, NotMeasured, UnknownReason::Unsupported),
        named(F::SoundBrokenOff, NotMeasured, UnknownReason::Timeout),
        no_answer(F::SoundNoSpeech, NotMeasured, UnknownReason::NoSpeech),
    ]
}

fn camera_cases() -> Vec<Case> {
    use FindingId as F;
    use Outcome::{Good, NotMeasured, Problem, WatchOut};
    fn light(s: &mut RunState, v: f64) {
        camera(s).brightness = Some(v);
    }
    fn fps(s: &mut RunState, v: f64) {
        camera(s).distinct_fps = Some(v);
    }
    /// Ten seconds of a picture whose areas differ by so much.
    fn look(s: &mut RunState, areas_std: f64) {
        let look = PictureLook {
            shorter_side: 720,
            p99: 200.0,
            std: 30.0,
            areas_std: [areas_std; 3],
            ..PictureLook::default()
        };
        let span = PictureSpan { length_s: 0.5, looked: 15, broken: 0, change: Some(1.0), look: Some(look) };
        camera(s).spans = vec![span; 20];
    }
    fn height(s: &mut RunState, v: f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
        let lines = v as u32;
        camera(s).format.as_mut().unwrap().height = lines;
    }
    vec![
        case(F::CameraGood, Good, |_| {}, |s| fps(s, 5.0)),
        edge(F::CameraBlack, Problem, limits::BLACK_RATIO, 0.49, |s, v| camera(s).black_ratio = Some(v)),
        case(
            F::CameraNoFrames,
            NotMeasured,
            |s| camera(s).spans = vec![PictureSpan { length_s: 0.5, broken: 15, ..PictureSpan::default() }; 10],
            |s| look(s, 20.0),
        ),
        case(F::CameraNothingToSee, Problem, |s| look(s, 0.0), |s| look(s, 20.0)),
        edge(F::CameraFrozen, Problem, limits::FROZEN_RATIO, 0.09, |s, v| camera(s).frozen_ratio = Some(v)),
        edge(F::CameraFrozen, WatchOut, limits::HUNG_RATIO, 0.09, |s, v| camera(s).frozen_ratio = Some(v)),
        edge(F::CameraLowRate, WatchOut, 14.4, limits::LOW_FPS, fps),
        edge(F::CameraModestRate, Good, 23.4, limits::MODEST_FPS - 0.1, fps),
        edge(F::CameraDark, WatchOut, limits::DARK - 0.01, limits::DIM, light),
        edge(F::CameraDark, Good, limits::DARK, limits::DIM, light),
        edge(F::CameraBright, WatchOut, limits::BRIGHT + 0.01, limits::BRIGHT, light),
        edge(F::CameraLowResolution, WatchOut, 479.0, 720.0, height),
        edge(F::CameraLowResolution, Good, 480.0, 720.0, height),
        edge(F::CameraGarbage, WatchOut, limits::GARBAGE_RATIO, 0.049, |s, v| camera(s).garbage_ratio = v),
        case(F::CameraNoFrames, NotMeasured, |s| *camera(s) = CameraObservation::default(), |_| {}),
        no_answer(F::CameraNoDevice, Problem, UnknownReason::NoDevice),
        no_answer(F::CameraNoPermission, NotMeasured, UnknownReason::NoPermission),
        no_answer(F::CameraInUse, NotMeasured, UnknownReason::InUse),
        no_answer(F::CameraUnplugged, NotMeasured, UnknownReason::Unplugged),
        no_answer(F::CameraNoFrames, NotMeasured, UnknownReason::Timeout),
        no_answer(F::CameraSkipped, NotMeasured, UnknownReason::Cancelled),
        no_answer(F::CameraUnsupported, NotMeasured, UnknownReason::Unsupported),
        named(F::CameraBrokenOff, NotMeasured, UnknownReason::Timeout),
    ]
}

fn computer_cases() -> Vec<Case> {
    use FindingId as F;
    use Outcome::{Good, NotMeasured, Problem, WatchOut};
    fn busy(s: &mut RunState, v: f64) {
        computer(s).cpu_busy_ratio = Some(v);
    }
    fn memory(s: &mut RunState, v: f64) {
        computer(s).memory_available_ratio = Some(v);
    }
    fn battery(s: &mut RunState, v: f64) {
        (computer(s).on_battery, computer(s).battery_ratio) = (Some(true), Some(v));
    }
    fn bursty(s: &mut RunState, pattern: LoadPattern, p90_ratio: f64) {
        computer(s).apps =
            vec![AppRow { load: app("Firefox", AppClass::Browser, 0.2), pattern, p90_ratio, shares: Vec::new() }];
    }
    vec![
        case(F::ComputerGood, Good, |_| {}, |s| busy(s, 0.6)),
        case(F::ComputerHog, WatchOut, |s| computer(s).hogs = vec![app("Steam", AppClass::Game, 0.3)], |_| {}),
        case(
            F::ComputerBursty,
            WatchOut,
            |s| bursty(s, LoadPattern::Bursty, 0.5),
            |s| bursty(s, LoadPattern::Blip, 0.9),
        ),
        case(F::ComputerBursty, Good, |s| bursty(s, LoadPattern::Bursty, 0.49), |_| {}),
        edge(F::ComputerBusy, WatchOut, limits::BUSY_RATIO, 0.499, busy),
        edge(F::ComputerVeryBusy, Problem, limits::VERY_BUSY_RATIO, 0.749, busy),
        edge(F::ComputerMemoryLow, WatchOut, 0.149, limits::MEMORY_RATIO, memory),
        edge(F::ComputerMemoryVeryLow, Problem, 0.069, limits::MEMORY_VERY_LOW_RATIO, memory),
        case(F::ComputerOnBattery, WatchOut, |s| battery(s, 0.8), |s| computer(s).on_battery = None),
        edge(F::ComputerBatteryLow, Problem, 0.149, limits::BATTERY_RATIO, battery),
        case(F::ComputerCameraHeld, WatchOut, |s| computer(s).camera_held_by = vec!["Zoom".into()], |_| {}),
        case(F::ComputerMicrophoneHeld, WatchOut, |s| computer(s).microphone_held_by = vec!["Zoom".into()], |_| {}),
        case(
            F::ComputerMeetingApp,
            Good,
            |s| computer(s).other_meeting_apps = vec!["Zoom".into()],
            |s| {
                computer(s).other_meeting_apps = vec!["Zoom".into()];
                computer(s).camera_held_by = vec!["Zoom".into()];
            },
        ),
        edge(F::ComputerStopped, NotMeasured, 9.0, 10.0, |s, v| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
            let samples = v as u32;
            computer(s).samples = samples;
        }),
        case(F::ComputerUnsupported, NotMeasured, |s| computer(s).cpu_busy_ratio = None, |_| {}),
        no_answer(F::ComputerUnsupported, NotMeasured, UnknownReason::Unsupported),
        named(F::ComputerBrokenOff, NotMeasured, UnknownReason::Timeout),
    ]
}

fn cases() -> Vec<Case> {
    [network_cases(), sound_cases(), camera_cases(), computer_cases()].into_iter().flatten().collect()
}

fn find(state: &Snapshot, id: FindingId) -> Option<&Finding> {
    state.assessment.findings.iter().find(|f| f.id == id)
}

#[test]
fn every_finding_appears_and_is_gone_at_its_limit() {
    for case in cases() {
        let state = bent(&case.appears);
        let finding = find(&state, case.id).unwrap_or_else(|| panic!("{:?} does not appear", case.id));
        assert_eq!(finding.outcome, case.outcome, "{:?}", case.id);
        assert!(state.assessment.checks[&case.id.check()].outcome >= case.outcome, "{:?}", case.id);
        let state = bent(&case.at_limit);
        assert!(find(&state, case.id).is_none(), "{:?} at its limit", case.id);
    }
}

#[test]
fn every_finding_has_a_case() {
    let covered: BTreeSet<FindingId> = cases().iter().map(|c| c.id).collect();
    let missing: Vec<_> = FindingId::ALL.iter().filter(|id| !covered.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_lowers_a_check_has_advice_or_needs_none() {
    use FindingId as F;
    // Nothing helps against these but another try, which the window offers at every part.
    let none = [F::CameraSkipped, F::ComputerStopped, F::ComputerUnsupported];
    for case in cases().iter().filter(|c| c.outcome != Outcome::Good && !none.contains(&c.id)) {
        let state = bent(&case.appears);
        assert!(!find(&state, case.id).unwrap().advice.is_empty(), "{:?}", case.id);
    }
}

#[test]
fn evidence_carries_where_good_begins() {
    let state = bent(|s| lost(s, true, 60.0));
    let f = find(&state, FindingId::NetworkLossUp).unwrap();
    assert_eq!(f.get_number("limit"), Some(0.01));
    assert_eq!(f.get_number("ratio"), Some(0.015));
    assert!(f.get_number("low").unwrap() < 0.015 && f.get_number("high").unwrap() > 0.015);
    let state = bent(|s| lost(s, true, 400.0));
    assert_eq!(find(&state, FindingId::NetworkLossUp).unwrap().get_number("limit"), Some(0.01));
    let state = bent(|s| network(s).down.pdv_p99_ms = Some(70.0));
    let f = find(&state, FindingId::NetworkJitter).unwrap();
    assert_eq!((f.get_number("pdv_ms"), f.get_number("limit_ms")), (Some(70.0), Some(60.0)));
    assert_eq!(f.get_text("direction"), Some("down"));
}

#[test]
fn advice_fits_how_the_computer_is_connected() {
    let advice = |kind| {
        let state = bent(|s| {
            network(s).path.as_mut().unwrap().interface_kind = kind;
            lost(s, true, 60.0);
        });
        find(&state, FindingId::NetworkLossUp).unwrap().advice.clone()
    };
    assert_eq!(advice(InterfaceKind::Wifi)[0], Advice::UseCable);
    assert!(!advice(InterfaceKind::Wired).contains(&Advice::UseCable));
    assert!(!advice(InterfaceKind::Wired).contains(&Advice::MoveCloser));
    assert!(!advice(InterfaceKind::Cellular).contains(&Advice::UseHotspot));
}

#[test]
fn a_device_that_was_never_there_is_not_plugged_in_again() {
    let first = |check, reason, id| find(&bent(|s| unknown(s, check, reason)), id).unwrap().advice[0];
    let (sound, camera) = (CheckId::Sound, CheckId::Camera);
    assert_eq!(first(sound, UnknownReason::NoDevice, FindingId::SoundNoDevice), Advice::PlugInMicrophone);
    assert_eq!(first(sound, UnknownReason::Unplugged, FindingId::SoundUnplugged), Advice::ReplugMicrophone);
    assert_eq!(first(camera, UnknownReason::NoDevice, FindingId::CameraNoDevice), Advice::PlugInCamera);
    assert_eq!(first(camera, UnknownReason::Unplugged, FindingId::CameraUnplugged), Advice::ReplugCamera);
}

#[test]
fn every_class_of_program_has_advice_of_its_own() {
    let advice = |class| {
        let state = bent(|s| computer(s).hogs = vec![app("X", class, 0.3)]);
        find(&state, FindingId::ComputerHog).unwrap().advice[0]
    };
    assert_eq!(advice(AppClass::CloudSync), Advice::PauseSync);
    assert_eq!(advice(AppClass::Antivirus), Advice::LetScanFinish);
    assert_eq!(advice(AppClass::Other), Advice::QuitApp);
}

#[test]
fn a_server_that_does_not_answer_is_named() {
    let state = bent(|s| {
        unknown(s, CheckId::Network, UnknownReason::NoAnswer);
        s.hosts.push(HostContact { host: "stun.example".into(), purpose: "latency".into() });
    });
    assert_eq!(find(&state, FindingId::NetworkNoAnswer).unwrap().get_text("host"), Some("measure.example:7443"));
}

#[test]
fn a_part_under_way_is_judged_on_what_was_seen_and_the_verdict_waits() {
    let running = Stage::Running { step: Step::Watching, fraction: None, remaining_s: None };
    let state = bent(|s| {
        s.stages.insert(CheckId::Camera, running.clone());
        camera(s).brightness = Some(0.1);
    });
    assert_eq!(state.assessment.checks[&CheckId::Camera].outcome, Outcome::WatchOut);
    assert!(state.assessment.verdict.is_none() && state.assessment.confidence.is_none());
    // Too few datagrams so far: no news while it runs.
    let state = bent(|s| {
        s.stages.insert(CheckId::Network, running.clone());
        network(s).up.sent = Some(10);
    });
    assert!(!state.assessment.checks.contains_key(&CheckId::Network) && state.assessment.levels.is_empty());
    // The answer about the tone alone is no measurement.
    let state = bent(|s| {
        s.stages.insert(CheckId::Sound, running);
        let output = Some(SoundOutput { name: String::new(), heard: Heard::Yes });
        *sound(s) = SoundObservation { output, ..SoundObservation::default() };
    });
    assert!(!state.assessment.checks.contains_key(&CheckId::Sound));
}
