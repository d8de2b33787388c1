package io.headway.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The words a text may be; case is ignored on input and the spelling given here is what the reader sees. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface OneOf {
    String[] value();
}
