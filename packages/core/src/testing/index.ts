// Fakes and contract suites for every port.
export {};
