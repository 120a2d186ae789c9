namespace Holdfast.Tests.Machines;

/// <summary>The states of an order, for tests.</summary>
public enum Order
{
    New,
    Paid,
    Shipped,
    Cancelled,
}
