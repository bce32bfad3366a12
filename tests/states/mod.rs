//! Run states for tests: good ones, to be bent.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it, and may stop at a surprise")]

use greenroom::assess::judge;
use greenroom::model::device::CameraFormat;
use greenroom::model::observation::*;
use greenroom::model::plan::PlanCounts;
use greenroom::model::run::{HostContact, Phase, RunId, Stage};
use greenroom::model::*;
use greenroom::report::Ticks;

/// A direction that carries everything.
pub fn good_direction() -> DirectionObservation {
    DirectionObservation {
        sent: Some(4000),
        lost: Some(1),
        loss_ratio: Some(0.00025),
        loss_ci95: Some([0.0, 0.0014]),
        phases: vec![PhaseCount { id: PhaseId::Call, sent: 4000, lost: 1, bursts: Some(1) }],
        burst_mean: Some(1.0),
        longest_gap_ms: Some(40.0),
        jitter_ms: Some(2.0),
        pdv_p95_ms: Some(6.0),
        pdv_p99_ms: Some(12.0),
        reordered: Some(0),
        duplicated: Some(0),
        goodput_mbps: Goodput { p10: Some(17.0), p50: Some(18.2) },
        at_least: false,
        loaded_rtt_ms: LoadedRtt { p50: Some(60.0), p95: Some(90.0) },
        bytes: 6_000_000,
    }
}

pub fn good_network() -> NetworkObservation {
    NetworkObservation {
        server: Server { kind: ServerKind::Greenroom, host: "measure.example:7443".into() },
        path: Some(NetworkPath { interface_kind: InterfaceKind::Wifi, vpn: false, ip_version: Some(4) }),
        udp: UdpState::Works,
        counting: Some(Counting::AtReceivers),
        rtt_ms: RttSummary {
            min: Some(18.0),
            p50: Some(24.4),
            p95: Some(31.0),
            p99: Some(40.0),
            max: Some(55.0),
            samples: 900,
        },
        up: good_direction(),
        down: good_direction(),
        sender_late_ratio: Some(0.0),
        mos: Some(MosRange { low: 4.2, high: 4.3 }),
        drop_outs: Vec::new(),
        levels_tried: Vec::new(),
        quiet: None,
        trial_levels: Vec::new(),
        way: WayObservation::default(),
        duration_s: 18.0,
        watch: None,
    }
}

pub fn good_sound() -> SoundObservation {
    SoundObservation {
        input: Some(SoundInput {
            name: "Headset of Noor".into(),
            sample_rate_hz: 48_000,
            channels: 1,
            transport: Transport::Usb,
        }),
        speech_level_dbfs: Some(-22.0),
        noise_floor_dbfs: Some(-68.0),
        snr_db: Some(46.0),
        peak_dbfs: Some(-9.0),
        clipped_ratio: Some(0.0),
        speech_ratio: Some(0.7),
        silent: Some(false),
        dropouts: Some(0),
        output: Some(SoundOutput { name: "Loudspeaker of Noor".into(), heard: Heard::Yes }),
        watched_s: 8.0,
        rms_dbfs: Some(-26.0),
        ..SoundObservation::default()
    }
}

pub fn good_camera() -> CameraObservation {
    CameraObservation {
        device: Some(CameraName { name: "Camera of Noor".into() }),
        format: Some(CameraFormat {
            width: 1280,
            height: 720,
            fourcc: "MJPG".into(),
            nominal_fps: FrameRate::whole(30),
        }),
        delivered_fps: Some(30.0),
        distinct_fps: Some(29.6),
        frozen_ratio: Some(0.0),
        black_ratio: Some(0.0),
        brightness: Some(0.55),
        contrast: Some(0.7),
        watched_s: 6.0,
        ..CameraObservation::default()
    }
}

pub fn good_computer() -> ComputerObservation {
    ComputerObservation {
        cpu_busy_ratio: Some(0.2),
        memory_available_ratio: Some(0.5),
        on_battery: Some(false),
        battery_ratio: Some(0.9),
        samples: 15,
        ..ComputerObservation::default()
    }
}

pub fn app(name: &str, class: AppClass, cpu_ratio: f64) -> AppLoad {
    AppLoad { app: name.into(), class, cpu_ratio, processes: 3, known: true }
}

/// All four checks have ended and all is well.
pub fn good() -> Snapshot {
    let mut state = RunState {
        id: RunId("run-7f3a".into()),
        started_at: "2026-11-22T13:36:05+01:00".into(),
        at_ms: 18_200,
        phase: Phase::Finished,
        ..RunState::default()
    };
    for check in CheckId::ALL {
        state.stages.insert(check, Stage::Done);
    }
    state.observations = Observations {
        network: Some(good_network()),
        sound: Some(good_sound()),
        camera: Some(good_camera()),
        computer: Some(good_computer()),
    };
    state.hosts = vec![HostContact { host: "measure.example:7443".into(), purpose: "measurement".into() }];
    state.plan = PlanCounts { channels: 2, tested: 1 };
    judged(state)
}

/// The good state with something bent, judged anew.
pub fn bent(change: impl FnOnce(&mut RunState)) -> Snapshot {
    let mut state = good().run;
    change(&mut state);
    judged(state)
}

pub fn judged(state: RunState) -> Snapshot {
    greenroom::session::judged(state, judge)
}

pub fn network(state: &mut RunState) -> &mut NetworkObservation {
    state.observations.network.as_mut().unwrap()
}

pub fn sound(state: &mut RunState) -> &mut SoundObservation {
    state.observations.sound.as_mut().unwrap()
}

pub fn camera(state: &mut RunState) -> &mut CameraObservation {
    state.observations.camera.as_mut().unwrap()
}

pub fn computer(state: &mut RunState) -> &mut ComputerObservation {
    state.observations.computer.as_mut().unwrap()
}

/// Ends a check without an answer.
pub fn unknown(state: &mut RunState, check: CheckId, reason: UnknownReason) {
    state.stages.insert(check, Stage::Unknown(Unknown::new(reason, "secret detail")));
}

/// Several states, from good to hopeless.
pub fn several() -> Vec<(&'static str, Snapshot)> {
    let mut idle = RunState::default();
    idle.requirement.checks = vec![CheckId::Network];
    vec![
        ("good", good()),
        ("idle", judged(idle)),
        ("local", bent(|s| network(s).server.kind = ServerKind::Local)),
        ("public", bent(public)),
        ("troubled", bent(troubled)),
        (
            "nothing measured",
            bent(|s| {
                for (check, reason) in CheckId::ALL.into_iter().zip([
                    UnknownReason::NoAnswer,
                    UnknownReason::NoDevice,
                    UnknownReason::InUse,
                    UnknownReason::Cancelled,
                ]) {
                    unknown(s, check, reason);
                }
                s.observations = Observations::default();
            }),
        ),
        (
            "strange figures",
            bent(|s| {
                network(s).up.loss_ratio = Some(f64::NAN);
                network(s).up.goodput_mbps.p50 = Some(f64::INFINITY);
                sound(s).speech_level_dbfs = Some(f64::NEG_INFINITY);
                camera(s).brightness = Some(f64::NAN);
                computer(s).cpu_busy_ratio = Some(f64::NAN);
            }),
        ),
    ]
}

/// A moment without connection in no phase in particular.
pub fn drop_out(direction: Direction, length_ms: f64) -> DropOut {
    DropOut { at_s: 3.0, direction, length_ms, phase: None, level: None, loaded: false }
}

/// What public hosts tell: no datagrams per direction.
pub fn public(s: &mut RunState) {
    let o = network(s);
    o.server = Server { kind: ServerKind::Public, host: "speed.example".into() };
    o.counting = None;
    for d in [&mut o.up, &mut o.down] {
        (d.sent, d.lost, d.loss_ratio, d.loss_ci95, d.burst_mean) = (None, None, None, None, None);
        (d.pdv_p95_ms, d.pdv_p99_ms, d.longest_gap_ms, d.jitter_ms) = (None, None, None, None);
        d.phases.clear();
    }
}

/// A slow line out, a soft voice, a dark picture, a program that fills the computer.
pub fn troubled(s: &mut RunState) {
    network(s).up.goodput_mbps = Goodput { p10: Some(0.9), p50: Some(1.2) };
    network(s).up.lost = Some(130);
    network(s).up.loss_ratio = Some(0.0325);
    network(s).up.burst_mean = Some(2.0);
    sound(s).speech_level_dbfs = Some(-41.0);
    camera(s).brightness = Some(0.12);
    computer(s).hogs = vec![app("OneDrive <b>", AppClass::CloudSync, 0.4)];
    computer(s).camera_held_by = vec!["Zoom".into()];
    computer(s).on_battery = Some(true);
}

/// What is ticked for this number: every combination has one.
pub fn ticks(n: u8) -> Ticks {
    let on = |bit: u8| n & (1 << bit) != 0;
    Ticks {
        answer: on(0),
        internet: on(1),
        sound_and_picture: on(2),
        plan_b: on(3),
        fallback: on(4),
        name: on(5),
        computer: on(6),
        device_names: on(7),
    }
}
