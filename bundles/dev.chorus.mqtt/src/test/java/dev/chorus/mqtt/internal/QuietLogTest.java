package dev.chorus.mqtt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class QuietLogTest {

    @Test
    void warn_manyTimesASecond_writesOneLineWithTheNumberSuppressed() {
        // given
        Logger logger = (Logger) LoggerFactory.getLogger("quiet log under test");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(lines);
        AtomicLong clock = new AtomicLong();
        QuietLog log = new QuietLog(logger, clock::get);

        // when
        log.warn("one", null);
        clock.addAndGet(Duration.ofMillis(999).toNanos());
        log.warn("two", null);
        log.warn("three", null);
        clock.addAndGet(Duration.ofMillis(1).toNanos());
        log.warn("four", null);

        // then
        List<String> written =
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertEquals(List.of("one", "four (2 more since the last line)"), written);
    }
}
