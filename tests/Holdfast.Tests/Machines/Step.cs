namespace Holdfast.Tests.Machines;

/// <summary>The triggers of an order, for tests.</summary>
public enum Step
{
    Pay,
    Ship,
    Cancel,
    Note,
}
