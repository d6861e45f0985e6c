package dev.chorus.flow.tests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/**
 * The tests of configurations and of updates. A suite, so that one framework serves its classes: started class by class each
 * would get its own.
 */
@RunWith(Suite.class)
@SuiteClasses({
    Misconfigurations.class,
    VariantMistakes.class,
    AggregatorMistakes.class,
    Reconfigurations.class,
    ConfigurationPages.class,
    Updates.class,
    ModelUpdates.class,
    Removals.class
})
public class ConfigurationFlowIT {}
