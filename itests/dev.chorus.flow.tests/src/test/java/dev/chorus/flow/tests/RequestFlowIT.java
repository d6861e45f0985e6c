package dev.chorus.flow.tests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/**
 * The tests of connections, requests and answers, also while gateways and brokers are lost. A suite, so that one framework
 * serves its classes: started class by class each would get its own.
 */
@RunWith(Suite.class)
@SuiteClasses({
    Answers.class,
    PlainRequesters.class,
    DroppedProperties.class,
    Logins.class,
    KeyStores.class,
    BadPictures.class,
    CameraPictures.class,
    StrayResults.class,
    Losses.class,
    Outages.class,
    Restarts.class,
    CloudPublishing.class
})
public class RequestFlowIT {}
