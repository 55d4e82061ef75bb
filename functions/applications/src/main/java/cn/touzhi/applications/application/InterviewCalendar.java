package cn.touzhi.applications.application;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Status;
import biweekly.util.Duration;
import java.time.Clock;
import java.util.Date;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * An interview as a calendar takes it (RFC 5545). It keeps its UID when it is proposed anew, with a higher sequence, so that
 * the entry moves; one that was called off is cancelled.
 */
final class InterviewCalendar {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** The interview was accepted, and may be over. */
    private static final Set<State> AGREED = EnumSet.of(
            State.INTERVIEW_CONFIRMED,
            State.INTERVIEWED,
            State.OFFERED,
            State.OFFER_ACCEPTED,
            State.OFFER_DECLINED,
            State.HIRED);

    private final Clock clock;

    InterviewCalendar(Clock clock) {
        this.clock = clock;
    }

    /** The entry; empty where no interview was proposed. */
    Optional<String> of(OwnApplications.Followed followed) {
        Application application = followed.application();
        return application.interview().flatMap(interview -> followed.interview()
                .map(details -> text(application, interview, details)));
    }

    private String text(Application application, Interview interview, InterviewDetails details) {
        VEvent event = new VEvent();
        event.setUid(application.id() + "@touzhi");
        event.setDateTimeStamp(Date.from(clock.instant()));
        event.setSequence(application.moves());
        event.setDateStart(Date.from(interview.at()));
        event.setDuration(Duration.builder().minutes(interview.minutes()).build());
        event.setSummary(word("summary"));
        details.place().ifPresent(event::setLocation);
        details.link().ifPresent(event::setUrl);
        details.contact().ifPresent(contact -> event.setDescription(word("contact") + " " + contact));
        event.setStatus(statusOf(application.state()));
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Touzhi//applications//ZH");
        calendar.addEvent(event);
        return Biweekly.write(calendar).go();
    }

    private static Status statusOf(State state) {
        if (state == State.INTERVIEW_PROPOSED) {
            return Status.tentative();
        }
        return AGREED.contains(state) ? Status.confirmed() : Status.cancelled();
    }

    /** In both languages, since a calendar doesn't say which its owner reads. */
    private static String word(String name) {
        return bundle(Locale.CHINESE).getString(name) + " "
                + bundle(Locale.ENGLISH).getString(name);
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(InterviewCalendar.class.getPackageName() + ".calendar", locale, NO_FALLBACK);
    }
}
