//! What stays: figures, switches, words of closed lists. Each type is taken apart to its last field, without `..`, and each
//! field has to be of a kind that owns no text: a field that is added, or that becomes a text, does not compile until
//! somebody has decided whether it may leave.

use crate::model::assessment::{LevelVerdict, MosRange};
use crate::model::observation::{
    ChannelLevel, DirectionObservation, DropOut, FaceObservation, FamiliesObservation, FamilyObservation,
    GatewayObservation, GatewayPart, Goodput, Histogram, LevelTried, LineWatch, LoadedRtt, MainsHum, NetworkPath,
    PhaseCount, PictureLook, PictureSpan, QuietLine, RttSummary, StunObservation, TriedDirection, VoiceBands,
    WayObservation, WifiObservation, ZeroRun,
};
use crate::model::plan::PlanCounts;

/// Stays. What can be copied bit by bit owns no text.
pub(super) fn one_kept<T: Copy + 'static>(_: &T) {}

/// Each of them stays.
pub(super) fn each_kept<T: Copy + 'static>(_: &[T]) {}

/// All of these stay.
macro_rules! kept {
    ($($field:ident),+ $(,)?) => {{ $($crate::session::anonymise::kept::one_kept($field);)+ }};
}
pub(super) use kept;

/// Types of which every field stays.
macro_rules! all_kept {
    ($($name:ident: $type:ident { $($field:ident),+ $(,)? })+) => { $(
        pub(super) fn $name($type { $($field),+ }: &$type) { kept!($($field),+); }
    )+ };
}

all_kept! {
    path: NetworkPath { interface_kind, vpn, ip_version }
    stun: StunObservation { asked, answered, rtt_ms }
    family: FamilyObservation { connect_ms, failed }
    wifi: WifiObservation { signal_dbm, signal_min_dbm, noise_dbm, band_ghz, rate_mbps, samples }
    round_trips: RttSummary { min, p50, p95, p99, max, samples }
    score: MosRange { low, high }
    drop_out: DropOut { at_s, direction, length_ms, phase, level, loaded }
    line_watch: LineWatch { from_s, asked_s, watched_s, own_pauses_s, ended, changed_at_s }
    phase: PhaseCount { id, sent, lost, bursts }
    goodput: Goodput { p10, p50 }
    loaded: LoadedRtt { p50, p95 }
    bands: VoiceBands { loud_s, below_4_khz_dbfs, above_4_khz_dbfs, below_8_khz_dbfs, above_8_khz_dbfs }
    hum: MainsHum { mains_hz, lines, level_dbfs }
    zero_run: ZeroRun {
        at_s, length_ms, before_dbfs, after_dbfs, near_before_dbfs, near_after_dbfs, edge_before_dbfs, edge_after_dbfs,
    }
    channel: ChannelLevel { channel, carries_voice, level_dbfs, correlation }
    face: FaceObservation { height_ratio, headroom_ratio, centre_x, eye_line_y, roll_deg }
    look: PictureLook {
        shorter_side, mean, std, p5, p95, p99, areas_std, inner_std, area_samples, same_ratio, rest_ratio,
        rest_same_ratio, median_rgb,
    }
    counts: PlanCounts { channels, tested }
}

pub(super) fn histogram(of: &Histogram) {
    each_kept(of.counts());
}

pub(super) fn way(
    WayObservation { stun: asked, gateway: router, wifi: link, name_lookup_ms, proxy, families }: &WayObservation,
) {
    kept!(name_lookup_ms, proxy);
    families.iter().for_each(|FamiliesObservation { ipv4, ipv6 }| {
        family(ipv4);
        family(ipv6);
    });
    asked.iter().for_each(stun);
    router.iter().for_each(gateway);
    link.iter().for_each(wifi);
}

fn gateway(
    GatewayObservation { asked_by, every_ms, quiet, loaded_up, loaded_down, unanswered_s }: &GatewayObservation,
) {
    kept!(asked_by, every_ms);
    [quiet, loaded_up, loaded_down].into_iter().for_each(|GatewayPart { sent, lost, rtt_ms }| {
        kept!(sent, lost);
        histogram(rtt_ms);
    });
    each_kept(unanswered_s);
}

pub(super) fn level_verdict(LevelVerdict { id, outcome, confidence, because }: &LevelVerdict) {
    kept!(id, outcome, confidence);
    each_kept(because);
}

pub(super) fn direction(
    DirectionObservation {
        sent,
        lost,
        loss_ratio,
        loss_ci95,
        phases,
        burst_mean,
        longest_gap_ms,
        jitter_ms,
        pdv_p95_ms,
        pdv_p99_ms,
        reordered,
        duplicated,
        goodput_mbps,
        at_least,
        loaded_rtt_ms,
        bytes,
    }: &DirectionObservation,
) {
    kept!(sent, lost, loss_ratio, loss_ci95, burst_mean, longest_gap_ms, jitter_ms, pdv_p95_ms, pdv_p99_ms);
    kept!(reordered, duplicated, at_least, bytes);
    phases.iter().for_each(phase);
    goodput(goodput_mbps);
    loaded(loaded_rtt_ms);
}

fn tried_direction(
    TriedDirection { mbps, sent, lost, burst_mean, longest_burst, longest_gap_ms, pdv_ms }: &TriedDirection,
) {
    kept!(mbps, sent, lost, burst_mean, longest_burst, longest_gap_ms);
    histogram(pdv_ms);
}

pub(super) fn level_tried(LevelTried { level, phase, duration_s, stepped_down, rtt_ms, up, down }: &LevelTried) {
    kept!(level, phase, duration_s, stepped_down);
    histogram(rtt_ms);
    tried_direction(up);
    tried_direction(down);
}

pub(super) fn quiet_line(QuietLine { rtt_ms, up, down }: &QuietLine) {
    histogram(rtt_ms);
    tried_direction(up);
    tried_direction(down);
}

pub(super) fn picture_span(PictureSpan { length_s, looked, broken, change, look: seen }: &PictureSpan) {
    kept!(length_s, looked, broken, change);
    seen.iter().for_each(look);
}
