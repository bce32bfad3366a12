//! The buttons of each scene.

use super::state::State;
use crate::model::CheckId;
use crate::model::observation::Heard;
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::screens::findings;
use crate::ui::screens::onward::way_on;
use crate::ui::shortcuts::Does;
use crate::ui::view_model::sound::{self, Scene};
use crate::ui::widgets::{Bar, Button, Icon};

pub(super) fn bar(cx: &Cx<'_>, memory: &State, open: &findings::State, scene: &Scene) -> Bar {
    let texts = cx.texts;
    let send = UiAction::Send;
    let cannot = || (Button::ghost(texts.sound_cannot_speak()), UiAction::CannotSpeak);
    let deaf = || (Button::ghost(texts.sound_tone_deaf()), send(Command::ToneAnswer(Heard::CannotHear)));
    let bar = Bar::new();
    match scene {
        Scene::Before => {
            let (button, action) = cannot();
            let on = Button::primary(texts.sound_turn_on()).icon(Icon::Sound).large();
            bar.main(button, action).main(on, send(Command::Read))
        }
        // At the left: a second click on "turn on" must not leave the sound out.
        Scene::AskingSystem | Scene::Opening => {
            let (button, action) = cannot();
            bar.side(button, action)
        }
        Scene::Reading { .. } => {
            let (button, action) = cannot();
            let back = Button::primary(texts.sound_play_back()).icon(Icon::Play).large();
            let back = back.off(Some(texts.sound_play_back_off()));
            if memory.may_go_on {
                // Too little speech came: nobody is kept here, and the speaker is tried all the same.
                let on = Button::secondary(texts.sound_go_on()).large();
                return bar.note(texts.sound_not_saved()).main(button, action).main(on, send(Command::PlayTone));
            }
            bar.note(texts.sound_not_saved()).main(button, action).main(back, send(Command::PlayBack))
        }
        Scene::Recorded if memory.unheard => {
            let (button, action) = deaf();
            let on = Button::secondary(texts.sound_play_tone()).large();
            let again = Button::primary(texts.sound_once_more()).icon(Icon::Again).large();
            bar.side(button, action).main(on, send(Command::PlayTone)).main(again, send(Command::PlayBack))
        }
        Scene::Recorded if memory.heard_back => {
            let once_more = Button::ghost(texts.sound_once_more()).icon(Icon::Play);
            let on = Button::primary(texts.sound_play_tone()).icon(Icon::Speaker).large();
            bar.note(texts.sound_not_saved()).main(once_more, send(Command::PlayBack)).main(on, send(Command::PlayTone))
        }
        Scene::Recorded => {
            let skip = Button::ghost(texts.sound_skip_back());
            let on = Button::primary(texts.sound_play_back()).icon(Icon::Play).large();
            bar.note(texts.sound_not_saved()).main(skip, send(Command::PlayTone)).main(on, send(Command::PlayBack))
        }
        Scene::PlayingBack { .. } => {
            let nothing = Button::ghost(texts.sound_hear_nothing());
            // Not "Stop": that word stands at the left, for the whole check.
            let stop = Button::primary(texts.sound_back_enough()).icon(Icon::Check).large();
            let bar = bar.note(texts.sound_not_saved()).main(nothing, UiAction::NothingHeard);
            bar.main(stop, send(Command::StopPlaying))
        }
        Scene::PlayingTone => bar,
        Scene::Asking if memory.unheard => {
            let (button, action) = deaf();
            let on = Button::secondary(texts.sound_tone_go_on()).large();
            let again = Button::primary(texts.sound_tone_again()).icon(Icon::Again).large();
            let bar = bar.side(button, action).main(on, send(Command::ToneAnswer(Heard::No)));
            bar.main(again, send(Command::PlayTone))
        }
        Scene::Asking => {
            let (button, action) = deaf();
            let yes = Button::primary(texts.sound_tone_yes()).icon(Icon::Check).large();
            let no = Button::secondary(texts.sound_tone_no()).icon(Icon::Cross).large();
            let bar = bar.side(button, action).main(no, UiAction::NothingHeard);
            bar.main(yes, send(Command::ToneAnswer(Heard::Yes)))
        }
        Scene::ToneFailed => {
            let on = Button::secondary(texts.sound_tone_without()).large();
            // It never played: it is tried, not played again.
            let again = Button::primary(texts.button_try_again()).icon(Icon::Again).large();
            bar.main(on, send(Command::ToneAnswer(Heard::NotAsked))).main(again, send(Command::PlayTone))
        }
        Scene::Ended => after(cx, open, bar),
    }
}

/// The way on when the part has ended.
fn after(cx: &Cx<'_>, open: &findings::State, bar: Bar) -> Bar {
    let texts = cx.texts;
    let mut bar = findings::technical_button(cx, open, bar);
    let heard = sound::heard(cx.snapshot);
    if heard == Heard::CannotHear {
        // The way back.
        bar = bar.side(Button::ghost(texts.sound_tone_after_all()), UiAction::Send(Command::PlayTone));
    }
    // Where it could not be checked, the card offers to try again, and the speaker is there all the same.
    if findings::unknown(cx, CheckId::Sound).is_some() {
        // Without a speaker the tone would lead back to where one came from.
        let none = cx.snapshot.devices.known && cx.snapshot.devices.outputs.is_empty();
        if matches!(heard, Heard::NotAsked | Heard::No) && !none {
            let tone = Button::secondary(texts.sound_play_tone()).icon(Icon::Speaker).large();
            bar = bar.main(tone, UiAction::Send(Command::PlayTone));
        }
    } else {
        let again = Button::secondary(texts.button_check_again()).icon(Icon::Again).large();
        let again = again.keys(Does::Again.hint());
        bar = bar.main(again, findings::retry(CheckId::Sound));
    }
    way_on(cx, bar)
}
