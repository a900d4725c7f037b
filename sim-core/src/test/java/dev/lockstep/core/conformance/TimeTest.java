package dev.lockstep.core.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** All clocks of the JDK. */
@SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone", "TimeZoneUsage"})
class TimeTest extends Area {
    TimeTest() {
        passing();
        epoch();
        together();
        files();
    }

    private void passing() {
        takes(5, "nanoTime and currentTimeMillis move by what was slept", out -> {
            long nanos = System.nanoTime();
            long millis = System.currentTimeMillis();
            Thread.sleep(5 * out.tick());
            out.say(System.nanoTime() - nanos >= 5 * out.tickNanos());
            out.say(System.currentTimeMillis() - millis >= 5 * out.tick() - 1);
        });
        fixed("by exactly that, and computing takes no time", out -> {
            long nanos = System.nanoTime();
            long millis = System.currentTimeMillis();
            Instant instant = Instant.now();
            Thread.sleep(15 * out.tick());
            long sum = 0;
            for (int i = 0; i < 100_000; i++) {
                sum += i;
            }
            out.say(System.nanoTime() - nanos, System.currentTimeMillis() - millis, sum);
            out.say(Duration.between(instant, Instant.now()));
        });
        takes(2, "clocks read by method reference", out -> {
            LongSupplier nanos = System::nanoTime;
            LongSupplier millis = System::currentTimeMillis;
            long nanosBefore = nanos.getAsLong();
            long millisBefore = millis.getAsLong();
            Thread.sleep(2 * out.tick());
            out.say(nanos.getAsLong() - nanosBefore >= 2 * out.tickNanos());
            out.say(millis.getAsLong() - millisBefore >= 2 * out.tick() - 1);
        });
    }

    private void epoch() {
        fixed("the epoch of the options", out -> {
            out.say(
                    Instant.now(),
                    Clock.systemUTC().instant(),
                    Clock.systemUTC().millis());
            out.say(new Date().getTime(), System.currentTimeMillis());
        });
        fixed("date and time of day", out -> {
            out.say(LocalDateTime.now(ZoneOffset.UTC), LocalDate.now(ZoneOffset.UTC), LocalTime.now(ZoneOffset.UTC));
            out.say(OffsetDateTime.now(ZoneOffset.UTC), ZonedDateTime.now(ZoneId.of("Europe/Berlin")));
            out.say(Year.now(ZoneOffset.UTC), YearMonth.now(ZoneOffset.UTC));
        });
        fixed("Calendar", out -> {
            Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
            out.say(calendar.get(Calendar.YEAR), calendar.get(Calendar.DAY_OF_YEAR), calendar.getTimeInMillis());
            out.say(new GregorianCalendar(TimeZone.getTimeZone("UTC")).get(Calendar.HOUR_OF_DAY));
        });
        fixed("log records", out -> out.say(new LogRecord(Level.INFO, "x").getInstant()));
    }

    private void together() {
        agrees("all clocks tell the same time", out -> {
            long millis = System.currentTimeMillis();
            out.say(near(millis, Instant.now().toEpochMilli()), near(millis, new Date().getTime()));
            out.say(near(millis, Calendar.getInstance().getTimeInMillis()));
            out.say(near(millis, ZonedDateTime.now().toInstant().toEpochMilli()));
            out.say(near(
                    millis,
                    LocalDateTime.now()
                            .atZone(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli()));
            out.say(near(millis, Clock.systemDefaultZone().millis()));
            out.say(near(millis, Clock.tickMillis(ZoneOffset.UTC).millis()));
        });
        agrees("clocks that are given a time keep it", out -> {
            Clock fixed = Clock.fixed(Instant.parse("2020-02-02T02:02:02Z"), ZoneOffset.UTC);
            out.say(
                    Instant.now(fixed),
                    LocalDate.now(fixed),
                    Clock.offset(fixed, Duration.ofDays(1)).instant());
        });
        takes(90, "Clock.systemUTC moves on", out -> {
            Instant before = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
            Thread.sleep(90 * out.tick());
            out.say(!Clock.systemUTC().instant().isBefore(before.plusMillis(90 * out.tick())));
        });
    }

    private static boolean near(long millis, long other) {
        return Math.abs(millis - other) < 10_000;
    }

    private void files() {
        agrees("file times that are set are kept", out -> {
            Path file = Files.createTempFile("lockstep", ".tmp");
            try {
                FileTime time = FileTime.from(Instant.parse("2024-01-01T00:00:05Z"));
                Files.setLastModifiedTime(file, time);
                out.say(Files.getLastModifiedTime(file), file.toFile().lastModified());
            } finally {
                Files.delete(file);
            }
        });
    }
}
