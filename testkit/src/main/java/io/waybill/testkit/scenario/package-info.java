/** The stories: which phones misbehave, when and how, and which alerts that must give. */
@NullMarked
package io.waybill.testkit.scenario;

import org.jspecify.annotations.NullMarked;
