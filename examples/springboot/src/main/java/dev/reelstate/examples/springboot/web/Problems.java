package dev.reelstate.examples.springboot.web;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.FailureCode;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What requests are answered that fail: problem details, RFC 9457. */
@RestControllerAdvice
class Problems {

  @ExceptionHandler
  ProblemDetail invalid(IllegalArgumentException e) {
    return problem(HttpStatus.BAD_REQUEST, e);
  }

  @ExceptionHandler
  ProblemDetail failed(ReelstateException e) {
    FailureCode code = e.failure().code();
    ProblemDetail problem = problem(status(code), e);
    problem.setProperty("code", code.number());
    return problem;
  }

  private static HttpStatus status(FailureCode code) {
    if (code.equals(FailureCode.INVALID_REQUEST)) {
      return HttpStatus.CONFLICT;
    }
    if (code.rejects()) {
      return HttpStatus.UNPROCESSABLE_ENTITY;
    }
    if (code.equals(FailureCode.UPLOAD_INTERRUPTED)) {
      return HttpStatus.BAD_REQUEST;
    }
    return code.equals(FailureCode.STORAGE_FULL)
        ? HttpStatus.INSUFFICIENT_STORAGE
        : HttpStatus.SERVICE_UNAVAILABLE;
  }

  private static ProblemDetail problem(HttpStatus status, Exception e) {
    return ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
  }
}
