package org.eclipse.kura.message;

/** Where a gateway is. Kura's own says so; no component of ours does. */
public class KuraPosition {}
