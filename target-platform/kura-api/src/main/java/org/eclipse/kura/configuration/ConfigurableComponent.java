package org.eclipse.kura.configuration;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Marks an OSGi service as configurable: Kura's configuration service tracks services under this name and delivers
 * their configuration.
 */
@ConsumerType
public interface ConfigurableComponent {}
