package io.headway.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values a whole number may have, both ends included. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Range {
    long min();

    long max();
}
