package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A value that knows its type.
 *
 * @param <T> what it is
 */
@ProviderType
public interface TypedValue<T> {

    /** The value. */
    T getValue();
}
