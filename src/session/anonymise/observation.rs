//! What was seen, without names and hosts.

use super::kept::{self, each_kept, kept};
use super::names::{HOST, Names};
use crate::model::device::CameraFormat;
use crate::model::observation::{
    AppLoad, AppRow, CameraName, CameraObservation, ComputerObservation, Heard, NetworkObservation, Observation,
    Server, SoundInput, SoundObservation, SoundOutput,
};

pub(super) fn without_names(observation: &mut Observation, names: &mut Names) {
    match observation {
        Observation::Network(seen) => network(seen),
        Observation::Sound(heard) => sound(heard),
        Observation::Camera(seen) => picture(seen),
        Observation::Computer(seen) => computer(seen, names),
    }
}

/// A format's name comes from the driver: four letters or digits are kept, anything else is not.
pub(super) fn format(format: &mut CameraFormat) {
    let CameraFormat { width, height, fourcc, nominal_fps } = format;
    kept!(width, height, nominal_fps);
    if fourcc.len() > 4 || !fourcc.chars().all(|c| c.is_ascii_alphanumeric()) {
        fourcc.clear();
    }
}

/// What somebody cannot do is nobody else's business.
pub(super) fn not_that_somebody_cannot_hear(answer: &mut Heard) {
    if *answer == Heard::CannotHear {
        *answer = Heard::NotAsked;
    }
}

fn network(seen: &mut NetworkObservation) {
    let NetworkObservation {
        server: Server { kind, host },
        path,
        way,
        udp,
        counting,
        rtt_ms,
        up,
        down,
        sender_late_ratio,
        mos,
        drop_outs,
        levels_tried,
        quiet,
        trial_levels,
        duration_s,
        watch,
    } = seen;
    HOST.clone_into(host);
    kept!(kind, udp, counting, sender_late_ratio, duration_s);
    path.iter().for_each(kept::path);
    kept::way(way);
    kept::round_trips(rtt_ms);
    kept::direction(up);
    kept::direction(down);
    mos.iter().for_each(kept::score);
    drop_outs.iter().for_each(kept::drop_out);
    levels_tried.iter().for_each(kept::level_tried);
    quiet.iter().for_each(kept::quiet_line);
    watch.iter().for_each(kept::line_watch);
    trial_levels.iter().for_each(kept::level_verdict);
}

fn sound(heard: &mut SoundObservation) {
    let SoundObservation {
        input,
        speech_level_dbfs,
        noise_floor_dbfs,
        snr_db,
        peak_dbfs,
        clipped_ratio,
        speech_ratio,
        silent,
        narrow_band,
        dropouts,
        echo_db,
        output,
        clip_events,
        watched_s,
        rms_dbfs,
        swing_dbfs,
        bands,
        hum,
        zero_runs,
        samples_lost,
        channel_levels,
    } = heard;
    if let Some(SoundInput { name, sample_rate_hz, channels, transport }) = input {
        "input".clone_into(name);
        kept!(sample_rate_hz, channels, transport);
    }
    if let Some(SoundOutput { name, heard }) = output {
        "output".clone_into(name);
        not_that_somebody_cannot_hear(heard);
    }
    kept!(speech_level_dbfs, noise_floor_dbfs, snr_db, peak_dbfs, clipped_ratio, speech_ratio, silent, narrow_band);
    kept!(dropouts, echo_db, clip_events, watched_s, rms_dbfs, swing_dbfs, samples_lost);
    bands.iter().for_each(kept::bands);
    hum.iter().for_each(kept::hum);
    zero_runs.iter().for_each(kept::zero_run);
    channel_levels.iter().for_each(kept::channel);
}

fn picture(seen: &mut CameraObservation) {
    let CameraObservation {
        device,
        format: used,
        delivered_fps,
        distinct_fps,
        frozen_ratio,
        black_ratio,
        brightness,
        contrast,
        sharpness,
        backlight,
        colour_cast,
        background_clutter,
        faces,
        face,
        watched_s,
        garbage_ratio,
        spans,
    } = seen;
    if let Some(CameraName { name }) = device {
        "camera".clone_into(name);
    }
    used.iter_mut().for_each(format);
    kept!(delivered_fps, distinct_fps, frozen_ratio, black_ratio, brightness, contrast, sharpness, backlight);
    kept!(colour_cast, background_clutter, faces, watched_s, garbage_ratio);
    face.iter().for_each(kept::face);
    spans.iter().for_each(kept::picture_span);
}

fn computer(seen: &mut ComputerObservation, names: &mut Names) {
    let ComputerObservation {
        cpu_busy_ratio,
        memory_available_ratio,
        on_battery,
        battery_ratio,
        hogs,
        camera_held_by,
        microphone_held_by,
        other_meeting_apps,
        apps,
        own_ratio,
        rest_ratio,
        samples,
        cpus,
    } = seen;
    kept!(cpu_busy_ratio, memory_available_ratio, on_battery, battery_ratio, own_ratio, rest_ratio, samples, cpus);
    hogs.iter_mut().for_each(|load| program(load, names));
    for AppRow { load, pattern, p90_ratio, shares } in apps {
        program(load, names);
        kept!(pattern, p90_ratio);
        each_kept(shares);
    }
    for list in [camera_held_by, microphone_held_by, other_meeting_apps] {
        list.iter_mut().for_each(|name| names.replace(name));
    }
}

fn program(load: &mut AppLoad, names: &mut Names) {
    let AppLoad { app, class, cpu_ratio, processes, known } = load;
    names.replace(app);
    kept!(class, cpu_ratio, processes, known);
}
