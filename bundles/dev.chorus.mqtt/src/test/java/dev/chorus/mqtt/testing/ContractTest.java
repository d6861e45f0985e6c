package dev.chorus.mqtt.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs as often as the system property {@value #REPETITIONS} requests, once by default, to find what
 * fails one time in forty.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Repetitions.class)
public @interface ContractTest {

    /** The name of the system property. */
    String REPETITIONS = "link.repetitions";
}
