namespace Holdfast.Machines;

/// <summary>Says what happens when a trigger is fired that the machine's state does not take.</summary>
public enum UnhandledTrigger
{
    /// <summary>The caller gets a <see cref="TransitionRefusedException"/>. This is the default.</summary>
    Refuse,

    /// <summary>Nothing: the machine stays where it is.</summary>
    Ignore,
}
