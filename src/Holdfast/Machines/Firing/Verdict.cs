namespace Holdfast.Machines.Firing;

/// <summary>What a machine makes of a request.</summary>
internal enum Verdict
{
    /// <summary>Nothing takes it; the machine stays as it is.</summary>
    Refused,

    /// <summary>It is to be let pass; the machine stays as it is.</summary>
    Ignored,

    /// <summary>A delay is over and its guard does not hold: it is called off, and no transition is taken.</summary>
    CalledOff,

    /// <summary>A transition is taken.</summary>
    Taken,
}
