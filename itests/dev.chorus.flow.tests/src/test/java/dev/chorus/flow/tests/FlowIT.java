package dev.chorus.flow.tests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/** All tests of the flow, as a suite so that one framework serves them all: started class by class each would get its own. */
@RunWith(Suite.class)
@SuiteClasses({
    Answers.class,
    PlainRequesters.class,
    DroppedProperties.class,
    Logins.class,
    BadPictures.class,
    StrayResults.class,
    Losses.class,
    Outages.class,
    Misconfigurations.class,
    VariantMistakes.class,
    AggregatorMistakes.class,
    Reconfigurations.class,
    KeyStores.class,
    CloudPublishing.class,
    ConfigurationPages.class,
    Updates.class,
    ModelUpdates.class,
    Removals.class
})
public class FlowIT {}
