namespace Gateway.Analytics.Alerts;

/// <summary>
/// The machine of states: from how an instance stands and what was observed to how it stands then. Pure, and the only one: live
/// evaluation, back-test and the watch of the node itself all run it.
/// <code>
///        met             met for long enough, cooldown over
///   ok ───────► pending ────────────────────────────────► firing (noData, error)
///    ◄──────────┘ not met                                   │
///    ◄──────────────────────────────────────────────────────┘ not met any more, for longer than keepFiring
/// </code>
/// An instance whose conditions are met for long enough at once goes from ok to firing. Within the cooldown it waits as pending: what
/// is still so when the cooldown is over fires then, and what was short is never told. Nothing to judge by and what cannot be
/// evaluated count as met, and are states of their own, where the alert says <c>alert</c>; they count as not met where it
/// says <c>ok</c>; and change nothing where it says <c>keep</c>.
/// </summary>
public static class AlertMachine
{
    /// <param name="timing">Of the alert.</param>
    /// <param name="state">As it stood.</param>
    /// <param name="met">Whether it would fire, by the thresholds.</param>
    /// <param name="holds">Whether what fires goes on, by the second thresholds.</param>
    /// <param name="now">The moment that is evaluated.</param>
    public static (InstanceState Next, StateChange? Change) Next(AlertTiming timing, InstanceState state, Verdict met, Verdict holds, DateTimeOffset now)
    {
        var isActive = IsActive(state.Status);
        if (TargetOf(timing, isActive ? holds : met) is not { } target)
            return (state, null);
        if (isActive)
            return target == AlertStatus.Ok ? Over(timing, state, now) : GoOn(state, target, now);
        if (target == AlertStatus.Ok)
            return state.Status == AlertStatus.Ok ? (state, null) : To(state with { MetSince = null }, AlertStatus.Ok, now, null);

        var since = state.MetSince ?? now;
        var isRipe = now - since >= timing.For && !(state.FiredAt is { } fired && now - fired < timing.Cooldown);
        var waiting = state with { MetSince = since, MetAt = now };
        if (isRipe)
            return To(waiting with { FiredAt = now, Told = target }, target, now, NoticeKind.Fired);
        return state.Status == AlertStatus.Pending ? (waiting, null) : To(waiting, AlertStatus.Pending, now, null);
    }

    /// <summary>Whether somebody was told of it.</summary>
    public static bool IsActive(AlertStatus status) => status is AlertStatus.Firing or AlertStatus.NoData or AlertStatus.Error;

    static (InstanceState, StateChange?) Over(AlertTiming timing, InstanceState state, DateTimeOffset now) =>
        state.MetAt is { } last && now - last < timing.KeepFiring
            ? (state, null)
            : To(state with { MetSince = null, Told = AlertStatus.Ok }, AlertStatus.Ok, now, NoticeKind.Resolved);

    // From one of the active states to another it is the same incident: only what is worse than all that was told is told.
    static (InstanceState, StateChange?) GoOn(InstanceState state, AlertStatus target, DateTimeOffset now)
    {
        var going = state with { MetAt = now };
        if (target == state.Status)
            return (going, null);
        return target > state.Told
            ? To(going with { Told = target }, target, now, NoticeKind.Fired)
            : To(going, target, now, null);
    }

    static (InstanceState, StateChange?) To(InstanceState state, AlertStatus target, DateTimeOffset now, NoticeKind? notice) =>
        (state with { Status = target, Since = now },
         new StateChange(state.Instance, state.Label, state.Status, target, now, notice, notice is null && target == AlertStatus.Pending ? null : state.FiredAt));

    static AlertStatus? TargetOf(AlertTiming timing, Verdict verdict) => verdict switch
    {
        Verdict.Met => AlertStatus.Firing,
        Verdict.NoData => Of(timing.NoData, AlertStatus.NoData),
        Verdict.Error => Of(timing.OnError, AlertStatus.Error),
        _ => AlertStatus.Ok,
    };

    static AlertStatus? Of(WhenMissing missing, AlertStatus own) => missing switch
    {
        WhenMissing.Alert => own,
        WhenMissing.Ok => AlertStatus.Ok,
        _ => null,
    };
}
