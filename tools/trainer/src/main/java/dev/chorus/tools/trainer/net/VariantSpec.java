package dev.chorus.tools.trainer.net;

/**
 * What makes a variant of MobileNetV2 (paper, section "The family").
 *
 * @param id its name
 * @param resolution the side of the picture that the network sees, in pixels
 * @param alpha the width multiplier
 * @param headWidth channels of the 1x1 convolution before pooling
 * @param trunk depth and strides
 */
public record VariantSpec(String id, int resolution, double alpha, int headWidth, Trunk trunk) {}
